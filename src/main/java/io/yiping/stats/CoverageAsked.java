package io.yiping.stats;

import io.vertx.core.MultiMap;
import io.yiping.count.By;
import io.yiping.count.Line;
import io.yiping.count.Query;
import io.yiping.rating.Sha256;
import io.yiping.registry.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * A request for coverage as it was understood.
 *
 * @param query of the region and the period, with the limit of the page
 * @param line that serves it
 * @param unknown whether codes are listed that the registry does not have; else those without a rating
 * @param afterRatings where rows begin that are ordered by ratings
 * @param afterCode where rows begin: after this code; empty: at the first
 * @param minVersion to be waited for; 0: whatever is there
 */
record CoverageAsked(
        Kind kind, Query query, Line line, boolean unknown, long afterRatings, String afterCode, long minVersion) {

    /** The query parameters of {@code GET /v1/coverage/{kind}}. */
    static final String[] PARAMETERS = {"region", "from", "to", "list", "limit", "cursor", "minVersion"};

    /** They are understood as {@code GET /v1/stats} does. */
    private static final String[] OF_STATS = {"region", "from", "to", "limit", "minVersion"};

    /** @return null: there is no coverage of such a kind */
    static By by(Kind kind) {
        return switch (kind) {
            case REGIONS -> By.REGION;
            case AGENCIES -> By.AGENCY;
            case MATTERS -> By.MATTER;
            case CHANNELS -> By.CHANNEL;
            case WINDOWS -> null;
        };
    }

    static CoverageAsked read(Kind kind, MultiMap given) throws Unanswerable {
        MultiMap stats = MultiMap.caseInsensitiveMultiMap();
        stats.add("by", by(kind).name().toLowerCase(Locale.ROOT));
        for (String name : OF_STATS) {
            if (given.contains(name)) {
                stats.add(name, given.get(name));
            }
        }
        Selection selection = SelectionReader.read(stats, null, null);
        Line line = LineChoice.of(selection.query());
        CoverageAsked first = new CoverageAsked(
                kind, selection.query(), line, unknown(given), Long.MAX_VALUE, "", selection.minVersion());
        String cursor = given.get("cursor");
        return cursor == null ? first : first.startingAfter(cursor);
    }

    private static boolean unknown(MultiMap given) throws Unanswerable {
        String list = given.get("list");
        if (list != null && !list.equals("unrated") && !list.equals("unknown")) {
            throw Unanswerable.invalid("list is one of unrated, unknown.");
        }
        return "unknown".equals(list);
    }

    String list() {
        return unknown ? "unknown" : "unrated";
    }

    /** @param text all that the answer depends on, beside the version */
    record CoverageTopic(String text) implements Topic {}

    Topic topic() {
        return new CoverageTopic(topicText());
    }

    private String topicText() {
        return "coverage|" + selected() + "|" + query.limit() + "|" + afterRatings + "|" + afterCode;
    }

    private String selected() {
        return kind + "|" + list() + "|" + query.region() + "|" + query.period();
    }

    /** @param row the last of the page */
    String cursor(Coverage.Listed row) {
        String text = mark() + ":" + (unknown ? row.ratings() : Long.MAX_VALUE) + ":" + row.code();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private CoverageAsked startingAfter(String cursor) throws Unanswerable {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":", 3);
            if (parts.length == 3 && parts[0].equals(mark()) && parts[2].matches("[0-9A-Za-z_]{1,33}")) {
                long ratings = Long.parseLong(parts[1]);
                return new CoverageAsked(kind, query, line, unknown, ratings, parts[2], minVersion);
            }
        } catch (IllegalArgumentException noCursor) {
            // Said below.
        }
        throw Unanswerable.invalid("cursor is the nextCursor of an answer to the same selection, unchanged.");
    }

    /** With another selection a cursor would quietly skip the wrong rows. */
    private String mark() {
        return Base64.getUrlEncoder().encodeToString(Sha256.of(selected())).substring(0, 8);
    }
}
