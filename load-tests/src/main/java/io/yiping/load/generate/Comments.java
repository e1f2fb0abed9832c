package io.yiping.load.generate;

/**
 * Composes comments from fragments of sentences; some with emoji, rare characters outside the basic plane, quotes, line breaks or
 * letters that Unicode can also write decomposed.
 *
 * <p>Bound: {@value #LONGEST} code points, the most that is accepted; a few have exactly that many.
 */
final class Comments {
    static final int LONGEST = 500;

    private static final double EMOJI_SHARE = 0.08;
    private static final double RARE_SHARE = 0.03;
    private static final double SPECIAL_SHARE = 0.03;
    private static final double LONGEST_SHARE = 0.001;

    private static final String[] OPENINGS = {
        "第一次来大厅办事，", "今天来办证，", "替父母来办理，", "公司刚成立，", "在手机上申请的，", "跑了一趟镇上的便民中心，",
        "中午赶过来的，", "材料比较多，", "扫码预约以后过来，", "带着孩子来的，", "取号后等了一会儿，", ""
    };
    private static final String[] PRAISE = {
        "窗口人员很耐心，一次就说清楚了", "一窗受理，当场办结", "流程简单，指引明确", "全程有人引导，不用来回跑", "材料少填了一大半",
        "网上提交后很快就有结果", "服务态度很好，效率也高", "自助机上几分钟就办好了", "承诺的时间之前就办完了", "可以邮寄，很方便"
    };
    private static final String[] MODERATE = {
        "基本按指南办结，就是排队久一些", "办是办成了，指引可以再清楚一点", "态度一般，结果还可以", "补正了一次材料，最后办结了", "网站有时打不开，窗口倒是正常"
    };
    private static final String[] COMPLAINTS = {
        "同样的证明交了三次",
        "窗口说法和办事指南不一样",
        "预约了还要重新排队",
        "承诺的时间早就过了，没有人答复",
        "工作人员一直看手机，问话不理",
        "网上说能办，到了现场又说不能办",
        "多跑了两个部门才知道缺什么材料",
        "电话打了十几次没人接"
    };
    private static final String[] ENDINGS = {"。", "！", "，点赞。", "，谢谢。", "，希望保持。", "。", "，辛苦了！"};
    private static final String[] BAD_ENDINGS = {"。", "！", "，希望整改。", "，请核实。", "？"};
    private static final String[] EMOJI = {"👍", "😊", "🌹", "👏🏻", "😡", "🇨🇳", "👨‍👩‍👧"};
    private static final String[] RARE = {"𠮷", "𡈽", "㐂", "龘", "𫖯", "𬭚"};
    private static final String[] SPECIAL = {
        "“一次办好”", "\"最多跑一次\"", "\n", "Café 式的大厅 ", "nǚ shì ", "A\\B 岗 ", "\t", "（注：<b>好</b> & 快）"
    };

    private Comments() {}

    static String draw(int level, Dice dice) {
        String sentence =
                dice.oneOf(OPENINGS) + seasoning(dice) + dice.oneOf(middle(level)) + dice.oneOf(ending(level));
        if (dice.chance(EMOJI_SHARE)) {
            sentence += dice.oneOf(EMOJI);
        }
        return dice.chance(LONGEST_SHARE) ? ofLength(LONGEST, sentence) : sentence;
    }

    /** The sentence again and again, cut or filled to this many code points; half of the last ones are outside the basic plane. */
    static String ofLength(int codePoints, String sentence) {
        StringBuilder text = new StringBuilder();
        while (text.codePointCount(0, text.length()) < codePoints / 2) {
            text.append(sentence);
        }
        text.setLength(text.offsetByCodePoints(0, codePoints / 2));
        return text + "𠮷".repeat(codePoints - codePoints / 2);
    }

    private static String seasoning(Dice dice) {
        if (dice.chance(RARE_SHARE)) {
            return dice.oneOf(RARE) + "师傅接待的，";
        }
        return dice.chance(SPECIAL_SHARE) ? dice.oneOf(SPECIAL) : "";
    }

    private static String[] middle(int level) {
        return switch (level) {
            case 4, 5 -> PRAISE;
            case 3 -> MODERATE;
            default -> COMPLAINTS;
        };
    }

    private static String[] ending(int level) {
        return level <= 2 ? BAD_ENDINGS : ENDINGS;
    }
}
