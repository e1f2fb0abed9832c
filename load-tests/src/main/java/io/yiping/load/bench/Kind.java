package io.yiping.load.bench;

/** What a run counts. */
enum Kind {
    BULK(true),
    SINGLES(true),
    READS(false),
    /** Slower, so there are fewer. */
    FRESH_READS(false);

    private final boolean stores;

    Kind(boolean stores) {
        this.stores = stores;
    }

    boolean stores() {
        return stores;
    }
}
