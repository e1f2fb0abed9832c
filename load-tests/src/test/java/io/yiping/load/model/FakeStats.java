package io.yiping.load.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /v1/stats} by counting every standing rating anew, or the status that refuses the selection. */
final class FakeStats {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] DEPTHS = {2, 4, 6, 9, 12};

    /** Counts by level, and by origin. */
    private static final class Row {
        private final long[] counts = new long[5];
        private long byDefault;

        private void add(NaiveLedger.Facts rating) {
            counts[5 - rating.level()]++;
            byDefault += rating.byDefault() ? 1 : 0;
        }

        private long ratings() {
            return counts[0] + counts[1] + counts[2] + counts[3] + counts[4];
        }
    }

    /** Thrown for what the service would refuse. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private final Map<String, String> query = new HashMap<>();
    private final String by;

    FakeStats(String rawQuery) {
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        by = query.get("by");
    }

    ObjectNode answer(NaiveLedger ledger, long version) throws Refused {
        checkPeriod();
        Row total = new Row();
        Map<String, Row> rows = new TreeMap<>();
        for (NaiveLedger.Facts rating : ledger.standing()) {
            if (isSelected(rating)) {
                total.add(rating);
                String key = by == null ? null : key(rating);
                if (key != null) {
                    rows.computeIfAbsent(key, k -> new Row()).add(rating);
                }
            }
        }
        ObjectNode answer = JSON.createObjectNode().put("version", version);
        answer.set("total", figures(total));
        return by == null ? answer : page(answer, rows);
    }

    private void checkPeriod() throws Refused {
        int most = "hour".equals(by) ? 62 : 2;
        if ("hour".equals(by) || "minute".equals(by)) {
            boolean open = !query.containsKey("from") || !query.containsKey("to");
            if (open
                    || LocalDate.parse(query.get("from")).until(LocalDate.parse(query.get("to")), ChronoUnit.DAYS)
                            > most) {
                throw new Refused("stats-range-too-long");
            }
        }
    }

    private boolean isSelected(NaiveLedger.Facts rating) {
        return is("agency", rating.agency())
                && is("matter", rating.matter())
                && is("channel", rating.channel())
                && (!query.containsKey("region") || rating.region().startsWith(prefix(region())))
                && rating.minute().compareTo(query.getOrDefault("from", "")) >= 0
                && rating.minute().compareTo(query.getOrDefault("to", "9")) < 0;
    }

    private boolean is(String name, String value) {
        return !query.containsKey(name) || query.get(name).equals(value);
    }

    private String region() {
        return (query.get("region") + "000000").substring(0, 12);
    }

    private String key(NaiveLedger.Facts rating) {
        return switch (by) {
            case "level" -> String.valueOf(rating.level());
            case "origin" -> rating.byDefault() ? "DEFAULT" : "ACTIVE";
            case "channel" -> rating.channel();
            case "agency" -> rating.agency();
            case "matter" -> rating.matter();
            case "region" -> regionKey(rating.region());
            case "month" -> rating.minute().substring(0, 7);
            case "day" -> rating.minute().substring(0, 10);
            case "hour" -> rating.minute().substring(0, 13) + ":00:00+08:00";
            case "minute" -> rating.minute() + ":00+08:00";
            default -> throw new IllegalArgumentException(by);
        };
    }

    private String regionKey(String code) {
        int depth = query.containsKey("region") ? prefix(region()).length() : 0;
        for (int deeper : DEPTHS) {
            if (deeper > depth) {
                return code.substring(0, deeper) + "0".repeat(12 - deeper);
            }
        }
        return code;
    }

    private static String prefix(String region) {
        for (int depth : DEPTHS) {
            if (region.substring(depth).replace("0", "").isEmpty()) {
                return region.substring(0, depth);
            }
        }
        return region;
    }

    private ObjectNode page(ObjectNode answer, Map<String, Row> all) {
        List<Map.Entry<String, Row>> sorted = new ArrayList<>(all.entrySet());
        if ("-ratings".equals(query.get("sort"))) {
            sorted.sort(Comparator.comparingLong(row -> -row.getValue().ratings()));
        }
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(sorted.size(), from + Integer.parseInt(query.getOrDefault("limit", "100")));
        ArrayNode rows = answer.putArray("rows");
        sorted.subList(from, to).forEach(row -> rows.add(figures(row.getValue()).put("key", row.getKey())));
        return to == sorted.size() ? answer : answer.put("nextCursor", String.valueOf(to));
    }

    private static ObjectNode figures(Row row) {
        ObjectNode counts = JSON.createObjectNode();
        for (int level = 5; level >= 1; level--) {
            counts.put(String.valueOf(level), row.counts[5 - level]);
        }
        ObjectNode figures = JSON.createObjectNode();
        figures.set("counts", counts);
        figures.put("ratings", row.ratings()).put("active", row.ratings() - row.byDefault);
        return figures.put("default", row.byDefault);
    }
}
