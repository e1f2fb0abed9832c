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
import java.util.List;
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

    /** What a standing rating is counted by; {@code minute} is of {@code ratedAt} in Asia/Shanghai, as 2026-11-03T10:07. */
    record Facts(
            int level, boolean byDefault, String channel, String region, String agency, String matter, String minute) {}

    private record Stored(Facts facts, String meaning, boolean byDefault) {}

    private static final ObjectMapper LENIENT = new ObjectMapper();
    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final ZoneOffset SHANGHAI = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

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
        Facts facts = facts(rating);
        Stored now = new Stored(facts, meaning(rating), facts.byDefault());
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

    private static Facts facts(JsonNode rating) {
        OffsetDateTime time = OffsetDateTime.parse(rating.get("ratedAt").textValue());
        return new Facts(
                rating.get("level").intValue(),
                rating.path("origin").asText().equals("DEFAULT"),
                rating.get("channel").textValue(),
                region(rating),
                rating.get("agencyCode").textValue(),
                rating.hasNonNull("matterCode") ? rating.get("matterCode").textValue() : null,
                time.withOffsetSameInstant(SHANGHAI).format(MINUTE));
    }

    List<Facts> standing() {
        return standing.values().stream().map(Stored::facts).toList();
    }

    /** The standing ratings by the dimension, in the form of the manifest. */
    public Map<String, long[]> countsBy(String dimension) {
        Map<String, long[]> counts = new TreeMap<>();
        for (Stored stored : standing.values()) {
            String key = key(dimension, stored.facts());
            if (key != null) {
                counts.computeIfAbsent(key, k -> new long[5])[5 - stored.facts().level()]++;
            }
        }
        return counts;
    }

    private static String key(String dimension, Facts facts) {
        return switch (dimension) {
            case "origin" -> facts.byDefault() ? "DEFAULT" : "ACTIVE";
            case "day" -> facts.minute().substring(0, 10);
            case "hour" -> facts.minute().substring(0, 13);
            case "region" -> facts.region();
            case "level" -> String.valueOf(facts.level());
            case "channel" -> facts.channel();
            case "agency" -> facts.agency();
            case "matter" -> facts.matter();
            default -> throw new IllegalArgumentException(dimension);
        };
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
