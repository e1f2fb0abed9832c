package io.yiping.rating;

import java.util.HashMap;
import java.util.Map;

/**
 * 评价渠道: the way by which a rating reached us. The project has its own names because the numbers 6 and 7 of the
 * national interface mean different things in different provinces; each source maps its own codes to these.
 */
public enum Channel {
    PC(1, "电脑端"),
    MOBILE(2, "移动端"),
    QR(3, "二维码"),
    WINDOW_DEVICE(4, "窗口评价器"),
    TERMINAL(5, "大厅其他终端"),
    PHONE(6, "电话"),
    SMS(7, "短信"),
    SUPERVISION_POST(8, "监督岗"),
    PAPER(9, "纸质");

    private static final Channel[] BY_CODE = new Channel[10];
    private static final Map<String, Channel> BY_NAME = new HashMap<>();

    static {
        for (Channel channel : values()) {
            BY_CODE[channel.code] = channel;
            BY_NAME.put(channel.name(), channel);
        }
    }

    private final int code;
    private final String chinese;

    Channel(int code, String chinese) {
        this.code = code;
        this.chinese = chinese;
    }

    /** @return the channel with this database code, 1 to 9 */
    public static Channel of(int code) {
        return BY_CODE[code];
    }

    /** The code in the database. */
    public int code() {
        return code;
    }

    public String chinese() {
        return chinese;
    }

    /** @return the channel with this name, or null */
    public static Channel named(String name) {
        return BY_NAME.get(name);
    }
}
