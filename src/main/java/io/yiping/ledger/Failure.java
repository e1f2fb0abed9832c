package io.yiping.ledger;

import io.vertx.pgclient.PgException;

/** What a failed statement means for the transaction it was in. */
enum Failure {
    /** An event that was expected to be new has a rating; see {@link Expectation}. Run it again without expecting that. */
    KNOWN_EVENT,
    /** Two transactions were in each other's way; run it again at once. */
    COLLISION,
    /** The server refuses these very values. Everything is checked at the door, so this is a defect of ours. */
    POISON,
    /** The connection or the server is not well: another connection, and time. */
    OUTAGE;

    static Failure of(Throwable failure) {
        if (failure instanceof KnownEvent) {
            return KNOWN_EVENT;
        }
        if (!(failure instanceof PgException pg) || pg.getSqlState() == null) {
            return OUTAGE;
        }
        String state = pg.getSqlState();
        // 40P01 deadlock, 40001 serialization
        if (state.equals("40P01") || state.equals("40001")) {
            return COLLISION;
        }
        // 22 data exception, 23 integrity constraint violation
        return state.startsWith("22") || state.startsWith("23") ? POISON : OUTAGE;
    }

    /**
     * Whether a statement that is a transaction of its own has certainly changed nothing. These are said before it commits; anything
     * else (no space, shutting down) may come from the commit: then nobody knows.
     */
    static boolean leavesNothing(Throwable failure) {
        return of(failure) != OUTAGE || isCancelled(failure);
    }

    /** 57014 query canceled: PostgreSQL stops the statement's clock before it commits, and ends no commit at somebody's request. */
    private static boolean isCancelled(Throwable failure) {
        return failure instanceof PgException pg && "57014".equals(pg.getSqlState());
    }
}
