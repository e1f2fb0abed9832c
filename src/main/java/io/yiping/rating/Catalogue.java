package io.yiping.rating;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The options of both generations, by code. Source: the catalogue that four public code bases agree on. */
public final class Catalogue {

    private static final Map<String, Option> BY_CODE = new TreeMap<>();

    static {
        retired("101 102 103 104 105 106 107");
        retired("201 202 203 204 205 206");
        retired("301 302 303 304 305 306");
        retired("401 402 404 405");
        retired("501 502 503 504 505 506 507 508 509");

        inForce("108", "在办事指南之外增加新的审批条件");
        inForce("109", "需提供办事指南之外的申报材料");
        inForce("110", "无理由超过法定办理时间");
        inForce("111", "办事指南提供样本有错");
        inForce("112", "承诺在线收取申报材料实际无法收取");
        inForce("113", "多头跑窗口和部门");
        inForce("114", "跑动次数与承诺的不一致");
        inForce("115", "服务态度差效率低");

        inForce("207", "没有提供材料样本");
        inForce("208", "没有提供材料清单");
        inForce("209", "未在承诺时间内办结");
        inForce("210", "同样内容的证明材料被要求多次提交");
        inForce("211", "承诺网办但无法在线办理");
        inForce("212", "在线预约办理后到实体大厅重复取号排队");
        inForce("213", "窗口人员业务不熟练");
        inForce("214", "服务态度生硬");

        inForce("307", "一次性告知需要补正的材料");
        inForce("308", "提供申报材料样本");
        inForce("309", "在承诺的时间内办结");
        inForce("310", "办事指南指引准确");
        inForce("311", "按办事指南要求的材料即可办理");
        inForce("312", "可以快递送达");
        inForce("313", "跑动次数与承诺的一致");
        inForce("314", "服务态度一般");

        inForce("406", "填写一张表单就可完成申报");
        inForce("407", "在线提交材料窗口核验");
        inForce("408", "一张清单告知全部申报材料");
        inForce("409", "用告知承诺减免申报材料");
        inForce("410", "可以在线预约办理");
        inForce("411", "跑大厅一次办完");
        inForce("412", "可以使用自助机办理");
        inForce("413", "服务态度较好");

        inForce("510", "一窗受理一次办结");
        inForce("511", "可以先受理后补材料");
        inForce("512", "不用提交证明");
        inForce("513", "可以全程网上办理");
        inForce("514", "可以使用手机办理");
        inForce("515", "可以就近办理");
        inForce("516", "无需材料直接办理");
        inForce("517", "服务热情效率高");
    }

    private Catalogue() {}

    /** All options of both generations, by code. */
    public static Collection<Option> options() {
        return Collections.unmodifiableCollection(BY_CODE.values());
    }

    /** @return the option, or null when neither generation has it */
    public static Option option(String code) {
        return BY_CODE.get(code);
    }

    private static void inForce(String code, String text) {
        BY_CODE.put(code, new Option(code, Option.GENERATION_IN_FORCE, text));
    }

    private static void retired(String codes) {
        for (String code : codes.split(" ")) {
            BY_CODE.put(code, new Option(code, Option.GENERATION_IN_FORCE - 1, null));
        }
    }
}
