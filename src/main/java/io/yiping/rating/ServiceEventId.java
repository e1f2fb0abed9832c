package io.yiping.rating;

/** 服务事件编号: the key of a rating. Any text of its form will do; {@link EventKey} looks for a day in it. */
public final class ServiceEventId {

    private ServiceEventId() {}

    /** Whether any rating can have this key: 1 to 64 of {@code A-Z a-z 0-9 . _ : # -}, first a letter or digit. */
    public static boolean isWellFormed(String text) {
        return Forms.isServiceEventId(text);
    }
}
