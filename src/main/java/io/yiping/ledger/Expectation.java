package io.yiping.ledger;

/**
 * Whether a writer may expect that all events of a flush are new. PostgreSQL then inserts them without looking each up
 * before, in two thirds of the time; the unique key still decides, and a single event that was known makes the whole
 * transaction run again, carefully.
 *
 * <p>Bound: what was inserted in vain leaves dead rows until the next vacuum; see {@link LedgerConfig#newInARow}.
 * Thread-safety: none; it belongs to one writer.
 */
final class Expectation {

    private final int enough;
    private int newInARow;

    /** Whoever starts finds out with the first flush. */
    Expectation(int enough) {
        this.enough = enough;
        this.newInARow = enough;
    }

    boolean isAllNew() {
        return newInARow >= enough;
    }

    void metOnlyNew(int ratings) {
        newInARow = Math.min(enough, newInARow + ratings);
    }

    void metKnown() {
        newInARow = 0;
    }
}
