package io.yiping.faults;

import java.util.HashMap;
import java.util.Map;

/** Words of the contract, written down a second time. */
final class KnownNames {

    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        put("level", "5", "非常满意", "4", "满意", "3", "基本满意", "2", "不满意", "1", "非常不满意");
        put("origin", "ACTIVE", "主动评价", "DEFAULT", "默认评价");
        put("option", "108", "在办事指南之外增加新的审批条件", "110", "无理由超过法定办理时间");
        put("option", "113", "多头跑窗口和部门", "115", "服务态度差效率低");
        put("option", "207", "没有提供材料样本", "209", "未在承诺时间内办结");
        put("option", "213", "窗口人员业务不熟练", "214", "服务态度生硬");
        put("channel", "PC", "电脑端", "MOBILE", "移动端", "QR", "二维码", "WINDOW_DEVICE", "窗口评价器");
        put("channel", "TERMINAL", "大厅其他终端", "PHONE", "电话", "SMS", "短信", "SUPERVISION_POST", "监督岗", "PAPER", "纸质");
        put("region", "410000000000", "河南省", "411300000000", "南阳市", "411302000000", "宛城区", "411303000000", "卧龙区");
        put("region", "411321000000", "南召县", "411322000000", "方城县", "411323000000", "西峡县");
        put("region", "411324000000", "镇平县", "411325000000", "内乡县", "411326000000", "淅川县");
        put("region", "411327000000", "社旗县", "411328000000", "唐河县", "411329000000", "新野县");
        put("region", "411330000000", "桐柏县", "411381000000", "邓州市");
    }

    private KnownNames() {}

    /** @return empty for what has no name */
    static String of(String by, String key) {
        return NAMES.getOrDefault(by + " " + key, "");
    }

    private static void put(String by, String... keysAndNames) {
        for (int i = 0; i < keysAndNames.length; i += 2) {
            NAMES.put(by + " " + keysAndNames[i], keysAndNames[i + 1]);
        }
    }
}
