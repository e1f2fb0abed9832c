package io.yiping.faults;

import io.yiping.faults.Reply.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * I6, afterwards: what readers read, compared with the journal of count changes and with what was acknowledged.
 *
 * <ul>
 *   <li>versions are recorded in their order, each once
 *   <li>a reading at a version has exactly the sum of all changes up to it, on every instance, in the same bytes
 *   <li>it lies between Σ acknowledged up to its version and Σ invoked
 *   <li>a version contains what was acknowledged with it
 * </ul>
 */
final class VersionsProof {

    private static final String SQL = """
            SELECT version, recorded_at, (SELECT coalesce(sum(change), 0) FROM unnest(changes) AS change)
            FROM count_journal ORDER BY version
            """;

    private final List<Finding> findings = new ArrayList<>();
    private final NavigableMap<Long, Long> changes = new TreeMap<>();
    private final NavigableMap<Long, Long> totals = new TreeMap<>(Map.of(0L, 0L));
    private final NavigableMap<Long, Long> acknowledged = new TreeMap<>();

    private int readings;
    private int again;

    private VersionsProof() {}

    /** @param ratingsBefore rows that were there before this journal of sent ratings began */
    static VersionsProof of(SentJournal journal, List<StatsReading> readings, Database database, long ratingsBefore)
            throws SQLException {
        VersionsProof proof = new VersionsProof();
        proof.readVersions(database);
        proof.addUp(journal);
        proof.checkReadings(readings, ratingsBefore);
        return proof;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public String toString() {
        return readings + " readings, " + again + " of them of a version that had been read before";
    }

    private void readVersions(Database database) throws SQLException {
        Instant last = Instant.EPOCH;
        long total = 0;
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long version = row.getLong(1);
                Instant recordedAt = row.getObject(2, OffsetDateTime.class).toInstant();
                if (recordedAt.isBefore(last) || changes.put(version, row.getLong(3)) != null) {
                    find("version " + version + " of " + recordedAt + " comes after one of " + last);
                }
                last = recordedAt;
                total += row.getLong(3);
                totals.put(version, total);
            }
        }
    }

    private void addUp(SentJournal journal) {
        Map<Long, Long> firsts = new HashMap<>();
        for (Attempt attempt : journal.attempts()) {
            Receipt receipt = attempt.receipt();
            if (receipt != null && receipt.first()) {
                firsts.merge(receipt.version(), 1L, Long::sum);
            }
        }
        long sum = 0;
        for (Map.Entry<Long, Long> first : new TreeMap<>(firsts).entrySet()) {
            sum += first.getValue();
            acknowledged.put(first.getKey(), sum);
            if (changes.getOrDefault(first.getKey(), 0L) < first.getValue()) {
                find("version " + first.getKey() + " adds " + changes.get(first.getKey()) + " but was given to "
                        + first.getValue());
            }
        }
    }

    private void checkReadings(List<StatsReading> readings, long before) {
        this.readings = readings.size();
        Map<String, StatsReading> first = new HashMap<>();
        for (StatsReading reading : readings) {
            StatsReading other = first.putIfAbsent(reading.version() + reading.path(), reading);
            again += other == null ? 0 : 1;
            if (other != null && !other.body().equals(reading.body())) {
                find("one version, two answers: " + other + " and " + reading);
            }
            Long exact = totals.get(reading.version());
            if (exact == null || exact != reading.ratings()) {
                find("the journal sums up to " + exact + " for " + reading);
            }
            Map.Entry<Long, Long> least = acknowledged.floorEntry(reading.version());
            if (least != null && reading.ratings() < before + least.getValue()) {
                find("acknowledged were " + least.getValue() + " more than " + before + ", read was " + reading);
            }
            if (reading.ratings() > before + reading.invoked()) {
                find("more than was ever sent: " + reading);
            }
        }
    }

    private void find(String text) {
        findings.add(new Finding("I6", text));
    }
}
