package io.yiping.count;

/**
 * Draws a version for a change that moves no count but is told beside the counts: an entry of the journal without changes.
 * Who follows the journal then sees it in its place.
 *
 * <p>The statement waits for its turn and keeps all other transactions that draw one waiting until its own has ended: only a
 * row or two may be written after it.
 */
public final class NextVersion {

    private static final int ARRAYS = JournalEntry.COLUMNS.split(",").length - 1;

    /** Without parameters; gives a row of the version and the moment at which it was recorded. */
    public static final String SQL = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))
            INSERT INTO count_journal (version, recorded_at, token, %s)
            SELECT nextval('count_version'), clock_timestamp(), gen_random_uuid(), 0%s FROM turn
            RETURNING version, recorded_at
            """.formatted(AppendToJournal.LOCK, JournalEntry.COLUMNS, ", '{}'".repeat(ARRAYS));

    private NextVersion() {}
}
