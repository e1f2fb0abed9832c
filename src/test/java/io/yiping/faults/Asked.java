package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A selection as somebody asks for it. Which are served is said here a second time, from the contract's table of lines
 * and not from the service's own.
 *
 * @param region 6 or 12 digits
 * @param now in Shanghai, when a window is asked for
 * @param by absent, as everything else, when null
 */
record Asked(
        String region,
        String agency,
        String matter,
        String channel,
        String origin,
        LocalDate from,
        LocalDate to,
        String window,
        LocalDateTime now,
        boolean compared,
        String by,
        String sort) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+08:00'");
    static final Set<String> TIMES = Set.of("minute", "hour", "day", "month");
    private static final int[] DEPTHS = {2, 4, 6, 9, 12};
    private static final int COUNTY = 6;
    private static final int CITY = 4;
    private static final int VILLAGE = 12;

    /** What a period is made of; the finer come first. */
    private static final List<String> STEPS = List.of("minute", "hour", "day");

    /** Region to a number of digits, the other dimensions, the windows and the times by which it is served. */
    private record Line(int digits, Set<String> dimensions, Set<String> windows, Set<String> times, int maxDays) {

        static Line of(JsonNode line) {
            Set<String> dimensions = new TreeSet<>();
            line.path("dimensions").forEach(one -> dimensions.add(one.asText()));
            Set<String> times = new TreeSet<>();
            line.path("time").forEach(one -> times.add(one.asText()));
            Set<String> windows = new TreeSet<>();
            line.path("windows").forEach(one -> windows.add(one.asText()));
            int digits = DIGITS.getOrDefault(line.path("regionTo").asText(), 0);
            return new Line(
                    digits, dimensions, windows, times, line.path("maxDays").asInt());
        }

        String sorted() {
            return digits + " digits, " + new TreeSet<>(dimensions) + " by " + new TreeSet<>(times) + " of "
                    + new TreeSet<>(windows) + " to " + maxDays;
        }
    }

    private static final Map<String, Integer> DIGITS = Map.of("village", VILLAGE, "county", COUNTY, "city", CITY);

    private static final List<Line> LINES = List.of(
            new Line(VILLAGE, Set.of("region", "channel"), Set.of("30d"), Set.of("day", "month"), 0),
            new Line(COUNTY, Set.of("region", "agency", "channel"), Set.of("30d"), Set.of("day", "month"), 0),
            new Line(COUNTY, Set.of("region", "agency", "matter"), Set.of("30d"), Set.of("day", "month"), 0),
            new Line(COUNTY, Set.of("region", "agency", "option"), Set.of("30d"), Set.of(), 0),
            new Line(COUNTY, Set.of("region", "channel"), Set.of("24h", "30d"), Set.of("hour"), 62),
            new Line(CITY, Set.of("region"), Set.of("5m", "1h", "24h"), Set.of("minute"), 2));

    /** What is to come of it. */
    enum Fate {
        SERVED,
        UNSUPPORTED,
        TOO_LONG
    }

    /** The table of the contract, in its order. */
    static String served() {
        return LINES.stream().map(Line::sorted).toList().toString();
    }

    /** The same, as a refusal tells it. */
    static String served(JsonNode lines) {
        List<String> told = new ArrayList<>();
        lines.forEach(line -> told.add(Line.of(line).sorted()));
        return told.toString();
    }

    Fate fate() {
        List<Line> fitting = LINES.stream().filter(this::fits).toList();
        if (fitting.isEmpty()) {
            return Fate.UNSUPPORTED;
        }
        boolean served = fitting.stream().anyMatch(line -> line.maxDays == 0 || days() <= line.maxDays);
        return served ? Fate.SERVED : Fate.TOO_LONG;
    }

    private boolean fits(Line line) {
        return fitsTime(line) && line.dimensions.containsAll(dimensions()) && digitsNeeded() <= line.digits;
    }

    /** A time is read from its own counts, which are fine enough for the period; everything else from the coarsest that are. */
    private boolean fitsTime(Line line) {
        String own = line.times.contains("minute") ? "minute" : line.times.contains("hour") ? "hour" : "day";
        return TIMES.contains(String.valueOf(by))
                ? line.times.contains(by) && STEPS.indexOf(own) <= STEPS.indexOf(step())
                : own.equals(step());
    }

    private String step() {
        return window == null || window.equals("30d") ? "day" : window.equals("24h") ? "hour" : "minute";
    }

    private Set<String> dimensions() {
        Set<String> used = new TreeSet<>(Set.of("region", "agency", "matter", "channel", "option"));
        used.removeIf(dimension -> !parameters().containsKey(dimension) && !dimension.equals(by));
        return used;
    }

    /** Open periods are longer than any. */
    private long days() {
        return start() == null || end() == null ? Long.MAX_VALUE : ChronoUnit.DAYS.between(start(), end());
    }

    /** The first moment, in Shanghai; null: since ever. */
    LocalDateTime start() {
        if (window == null) {
            return from == null ? null : from.atStartOfDay();
        }
        return switch (window) {
            case "5m" -> end().minusMinutes(5);
            case "1h" -> end().minusHours(1);
            case "24h" -> end().minusHours(24);
            default -> end().minusDays(30);
        };
    }

    /** The moment after the last; null: for ever. */
    LocalDateTime end() {
        if (window == null) {
            return to == null ? null : to.atStartOfDay();
        }
        return switch (step()) {
            case "minute" -> now.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            case "hour" -> now.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            default -> now.truncatedTo(ChronoUnit.DAYS).plusDays(1);
        };
    }

    /** Where the period before begins; it ends where this one does. */
    LocalDateTime startBefore() {
        return start().minus(Duration.between(start(), end()));
    }

    /** The window has slid on since it was asked for. */
    boolean isPast() {
        return window != null
                && !at(LocalDateTime.now(ZoneId.of("Asia/Shanghai"))).end().equals(end());
    }

    Asked at(LocalDateTime moment) {
        return new Asked(region, agency, matter, channel, origin, from, to, window, moment, compared, by, sort);
    }

    /** As the answer tells it. */
    String text(LocalDateTime time) {
        boolean wholeDay = step().equals("day");
        return time == null ? "" : wholeDay ? time.toLocalDate().toString() : time.format(TIME);
    }

    /** The bound that a 422 tells. */
    int maxDays() {
        return by.equals("hour") ? 62 : 2;
    }

    private int digitsNeeded() {
        return "region".equals(by) ? rowDigits() : regionDigits();
    }

    /** With by=region: how many digits tell the rows apart. */
    int rowDigits() {
        for (int digits : DEPTHS) {
            if (digits > regionDigits()) {
                return digits;
            }
        }
        return VILLAGE;
    }

    /** How many digits of the selected region count: trailing zeros say its depth. */
    int regionDigits() {
        if (region == null) {
            return 0;
        }
        String significant = region.replaceAll("0+$", "");
        for (int digits : DEPTHS) {
            if (significant.length() <= digits) {
                return digits;
            }
        }
        throw new IllegalArgumentException(region);
    }

    String region12() {
        return region.length() == 6 ? region + "000000" : region;
    }

    /** What the answer repeats: normalised, only what was given; rows of time have an order of their own. */
    ObjectNode echo() {
        ObjectNode echo = JsonNodeFactory.instance.objectNode();
        parameters().forEach(echo::put);
        if (region != null) {
            echo.put("region", region12());
        }
        if (window != null) {
            echo.put("from", text(start()));
            echo.put("to", text(end()));
        }
        if (TIMES.contains(String.valueOf(by))) {
            echo.remove("sort");
        }
        return echo;
    }

    private Map<String, String> parameters() {
        Map<String, String> given = new TreeMap<>();
        put(given, "region", region);
        put(given, "agency", agency);
        put(given, "matter", matter);
        put(given, "channel", channel);
        put(given, "origin", origin);
        put(given, "from", from);
        put(given, "to", to);
        put(given, "window", window);
        put(given, "compare", compared ? "previous" : null);
        put(given, "by", by);
        put(given, "sort", sort);
        return given;
    }

    private static void put(Map<String, String> given, String name, Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }

    /** @param more such as limit=7, or empty */
    String path(String... more) {
        String query = parameters().entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        for (String one : more) {
            query += one.isEmpty() ? "" : query.isEmpty() ? one : "&" + one;
        }
        return query.isEmpty() ? "/v1/stats" : "/v1/stats?" + query;
    }

    @Override
    public String toString() {
        return path();
    }
}
