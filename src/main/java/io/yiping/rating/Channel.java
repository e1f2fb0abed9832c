package io.yiping.rating;

import java.util.HashMap;
import java.util.Map;

/**
 * 评价渠道: the way by which a rating reached us. The project has its own names because the numbers 6 and 7 of the
 * national interface mean different things in different provinces; each source maps its own codes to these.
 */
public enum Channel {
    PC(1),
    MOBILE(2),
    QR(3),
    WINDOW_DEVICE(4),
    TERMINAL(5),
    PHONE(6),
    SMS(7),
    SUPERVISION_POST(8),
    PAPER(9);

    private static final Channel[] BY_CODE = new Channel[10];
    private static final Map<String, Channel> BY_NAME = new HashMap<>();

    static {
        for (Channel channel : values()) {
            BY_CODE[channel.code] = channel;
            BY_NAME.put(channel.name(), channel);
        }
    }

    private final int code;

    Channel(int code) {
        this.code = code;
    }

    /** @return the channel with this database code, 1 to 9 */
    public static Channel of(int code) {
        return BY_CODE[code];
    }

    /** The code in the database. */
    public int code() {
        return code;
    }

    /** @return the channel with this name, or null */
    public static Channel named(String name) {
        return BY_NAME.get(name);
    }
}
