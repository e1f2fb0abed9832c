package io.yiping.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
     * @param token names this attempt, for {@link #contains}
     * @param changes never empty
     * @return under which version; versions are drawn in the order of commits
     */
    Uni<Appended> append(SqlConnection connection, UUID token, List<Change> changes);

    /**
     * Changes that are recorded, and in which transaction.
     *
     * @param transactionId as PostgreSQL names it, for {@code pg_xact_status}
     */
    record Appended(long version, String transactionId) {}

    /** The latest version that this transaction can see: what it answers from when it changes no figure. */
    Uni<Long> latest(SqlConnection connection);

    /** Whether the attempt with this token was committed under this version. */
    Uni<Boolean> contains(SqlConnection connection, long version, UUID token);

    /** A version was just committed here: whoever follows need not wait for the next poll. */
    void committed(long version);
}
