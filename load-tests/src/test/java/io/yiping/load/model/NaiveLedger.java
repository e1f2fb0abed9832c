package io.yiping.load.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yiping.load.manifest.Verdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The verdicts of the contract over a {@link HashMap}, one rating at a time: what a service must answer.
 *
 * <p>Thread-safety: one caller at a time.
 */
public final class NaiveLedger {
    /** The verdict on one item, and the version it belongs to; 0 for rejected ones. */
    public record Settled(String serviceEventId, String verdict, boolean replaced, long version) {}

    private record Stored(JsonNode rating, String meaning, boolean byDefault) {}

    private static final ObjectMapper LENIENT = new ObjectMapper();
    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final ZoneOffset SHANGHAI = ZoneOffset.ofHours(8);

    private final Map<String, Stored> standing = new HashMap<>();
    private final RatingRules rules;
    private long version;

    public NaiveLedger(Instant now) {
        rules = new RatingRules(now);
    }

    public long version() {
        return version;
    }

    public int ratings() {
        return standing.size();
    }

    public Settled settle(String json) {
        JsonNode lenient = read(LENIENT, json);
        String id = lenient.path("serviceEventId").asText(null);
        if (repeatsField(json) || !rules.keptBy(lenient)) {
            return new Settled(id, "rejected", false, 0);
        }
        return settle(id, lenient);
    }

    private Settled settle(String id, JsonNode rating) {
        Stored now = new Stored(
                rating, meaning(rating), rating.path("origin").asText().equals("DEFAULT"));
        Stored first = standing.get(id);
        if (first == null || first.byDefault() && !now.byDefault()) {
            standing.put(id, now);
            return new Settled(id, "accepted", first != null, ++version);
        }
        boolean late = now.byDefault() && !first.byDefault();
        return new Settled(
                id, late || now.meaning().equals(first.meaning()) ? "duplicate" : "conflict", false, version);
    }

    private static JsonNode read(ObjectMapper mapper, String json) {
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + json, e);
        }
    }

    private static boolean repeatsField(String json) {
        try {
            read(STRICT, json);
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static String meaning(JsonNode rating) {
        TreeSet<String> options = new TreeSet<>();
        rating.path("options").forEach(option -> options.add(option.textValue()));
        String comment = rating.hasNonNull("comment")
                ? Normalizer.normalize(rating.get("comment").textValue(), Normalizer.Form.NFC)
                : null;
        StringBuilder meaning = new StringBuilder().append(options).append('|').append(comment);
        for (String field : new String[] {"level", "channel", "agencyCode", "matterCode", "windowCode", "staffCode"}) {
            meaning.append('|')
                    .append(rating.hasNonNull(field) ? rating.get(field).asText() : null);
        }
        return meaning + "|" + region(rating) + "|" + rating.path("proxy").asBoolean();
    }

    private static String region(JsonNode rating) {
        String code = rating.get("regionCode").textValue();
        return code.length() == 6 ? code + "000000" : code;
    }

    /** The standing ratings by the dimension, in the form of the manifest. */
    public Map<String, long[]> countsBy(String dimension) {
        Map<String, long[]> counts = new TreeMap<>();
        for (Stored stored : standing.values()) {
            String key = key(dimension, stored);
            if (key != null) {
                counts.computeIfAbsent(key, k -> new long[5])[
                        5 - stored.rating().get("level").intValue()]++;
            }
        }
        return counts;
    }

    private static String key(String dimension, Stored stored) {
        JsonNode rating = stored.rating();
        return switch (dimension) {
            case "origin" -> stored.byDefault() ? "DEFAULT" : "ACTIVE";
            case "day" -> ratedAt(rating, "yyyy-MM-dd");
            case "hour" -> ratedAt(rating, "yyyy-MM-dd'T'HH");
            case "region" -> region(rating);
            case "level", "channel" -> rating.get(dimension).asText();
            default ->
                rating.hasNonNull(dimension + "Code")
                        ? rating.get(dimension + "Code").asText()
                        : null;
        };
    }

    private static String ratedAt(JsonNode rating, String pattern) {
        OffsetDateTime time = OffsetDateTime.parse(rating.get("ratedAt").textValue());
        return time.withOffsetSameInstant(SHANGHAI).format(DateTimeFormatter.ofPattern(pattern));
    }

    /** The sums after one more item. */
    public static Verdicts add(Verdicts sums, Settled item) {
        String verdict = item.verdict();
        return sums.plus(new Verdicts(
                1,
                verdict.equals("accepted") ? 1 : 0,
                verdict.equals("duplicate") ? 1 : 0,
                verdict.equals("conflict") ? 1 : 0,
                verdict.equals("rejected") ? 1 : 0,
                verdict.equals("retry") ? 1 : 0,
                item.replaced() ? 1 : 0));
    }
}
