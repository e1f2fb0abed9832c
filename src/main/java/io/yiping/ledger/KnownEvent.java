package io.yiping.ledger;

import io.vertx.pgclient.PgException;

/** An event that was expected to be new has a rating. The transaction has failed and is run again, expecting nothing. */
final class KnownEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String KEY = "rating_pkey";

    KnownEvent(Throwable cause) {
        super("a known event where none was expected", cause, false, false);
    }

    static boolean is(Throwable failure) {
        return failure instanceof PgException pg
                && UNIQUE_VIOLATION.equals(pg.getSqlState())
                && KEY.equals(pg.getConstraint());
    }
}
