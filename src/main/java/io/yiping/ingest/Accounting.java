package io.yiping.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yiping.rating.Verdict;
import java.io.IOException;

/**
 * Every item is accounted for: {@code received = accepted + duplicate + conflict + rejected + retry}; {@code replaced} is
 * the part of accepted that took the place of a default rating, so that stats move by {@code accepted − replaced}. The
 * version is the highest of its items: what to ask stats for to read one's own writes.
 */
final class Accounting {

    private final IngestMeters.Way meters;
    private final long[] counts = new long[Verdict.values().length];
    private long replaced;
    private long version;

    /** @param meters that count along */
    Accounting(IngestMeters.Way meters) {
        this.meters = meters;
    }

    void add(Receipt receipt) {
        meters.add(receipt);
        counts[receipt.verdict().ordinal()]++;
        replaced += receipt.replaced() ? 1 : 0;
        version = Math.max(version, receipt.version());
    }

    /** An item that never reached the ledger. */
    void addRejected() {
        meters.add(Verdict.REJECTED);
        counts[Verdict.REJECTED.ordinal()]++;
    }

    long count(Verdict verdict) {
        return counts[verdict.ordinal()];
    }

    /** 0 when no item has one. */
    long version() {
        return version;
    }

    long received() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    void writeMembers(JsonGenerator json) throws IOException {
        json.writeNumberField("received", received());
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(verdict.word(), count(verdict));
        }
        json.writeNumberField("replaced", replaced);
        if (version > 0) {
            json.writeNumberField("version", version);
        }
    }
}
