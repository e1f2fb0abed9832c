package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * The ledger's port "in the same transaction": whoever keeps figures writes them here, on the ledger's connection, so
 * that they commit or vanish with the ratings.
 */
public interface Journal {

    /**
     * Records the changes under a new version, as the transaction's last step before COMMIT.
     *
     * @param token names this attempt, for {@link #committedUnder}
     * @param changes never empty
     * @return under which version; versions are drawn in the order of commits
     */
    Uni<Long> append(SqlConnection connection, UUID token, List<Change> changes);

    /**
     * The same in one statement with another, which runs first: both take effect or neither.
     *
     * @param statement changes data and returns something for each row
     * @param parameters how many it has
     */
    Following after(String statement, int parameters);

    /** Another statement and the record of its changes. */
    interface Following {

        /** @param parameters those of the other statement; the record's are added to them */
        Uni<Long> append(SqlConnection connection, Tuple parameters, UUID token, List<Change> changes);
    }

    /** The latest version that this transaction can see: what it answers from when it changes no figure. */
    Uni<Long> latest(SqlConnection connection);

    /** A version that was committed before now: what is drawn from now on is greater. */
    long reached();

    /**
     * What became of an attempt whose transaction has ended.
     *
     * @param reached before it began
     * @return the version under which it was committed; null: it was not
     */
    Uni<Long> committedUnder(SqlConnection connection, UUID token, long reached);

    /** A version was just committed here: whoever follows need not wait for the next poll. */
    void committed(long version);
}
