package io.yiping.load.generate;

/** A region by its 12-digit code; {@code index} numbers all regions of the city. */
record Region(int index, String code) {
    /** Six digits say the same when the other six are zeros. */
    boolean hasShortForm() {
        return code.endsWith("000000");
    }

    String shortForm() {
        return code.substring(0, 6);
    }
}
