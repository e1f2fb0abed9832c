package io.yiping.load.manifest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * Sums of verdicts: {@code received = accepted + duplicate + conflict + rejected + retry}, with {@code replaced} beside it (it is
 * part of accepted). The ratings that stand grow by accepted − replaced.
 */
public record Verdicts(
        long received, long accepted, long duplicate, long conflict, long rejected, long retry, long replaced) {
    public static final Verdicts NONE = new Verdicts(0, 0, 0, 0, 0, 0, 0);

    /** From the members of an answer; all seven have to be there. */
    public static Verdicts of(Map<String, Long> sums) {
        return new Verdicts(
                sums.get("received"),
                sums.get("accepted"),
                sums.get("duplicate"),
                sums.get("conflict"),
                sums.get("rejected"),
                sums.get("retry"),
                sums.get("replaced"));
    }

    @JsonIgnore
    public boolean balanced() {
        return received == accepted + duplicate + conflict + rejected + retry;
    }

    /** How many more ratings stand afterwards. */
    @JsonIgnore
    public long standing() {
        return accepted - replaced;
    }

    public Verdicts plus(Verdicts other) {
        return new Verdicts(
                received + other.received,
                accepted + other.accepted,
                duplicate + other.duplicate,
                conflict + other.conflict,
                rejected + other.rejected,
                retry + other.retry,
                replaced + other.replaced);
    }

    /** The sums when every {@code retry} is left out, because those items are sent again and counted then. */
    public Verdicts withoutRetry() {
        return new Verdicts(received - retry, accepted, duplicate, conflict, rejected, 0, replaced);
    }

    @Override
    public String toString() {
        return "received %,d = accepted %,d + duplicate %,d + conflict %,d + rejected %,d + retry %,d; replaced %,d"
                .formatted(received, accepted, duplicate, conflict, rejected, retry, replaced);
    }
}
