package io.yiping.stats;

import io.vertx.core.MultiMap;
import io.yiping.platform.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a reader asks for.
 *
 * @param from first day in Asia/Shanghai, or null
 * @param to the day after the last, or null
 * @param by null: the total alone
 * @param limit rows a page
 * @param after rows begin after this key, or null
 * @param minVersion 0: whatever is there
 */
record Selection(LocalDate from, LocalDate to, By by, int limit, String after, long minVersion) {

    /** The query parameters of {@code GET /v1/stats}. */
    static final String[] PARAMETERS = {
        "region", "agency", "matter", "channel", "origin", "from", "to", "by", "sort", "limit", "cursor", "minVersion"
    };

    private static final List<String> NOT_SERVED = List.of("region", "agency", "matter", "channel", "origin");
    private static final Set<String> BY_NOT_SERVED =
            Set.of("region", "channel", "agency", "matter", "minute", "hour", "month");
    private static final Map<String, By> BY_NAME = Map.of("level", By.LEVEL, "origin", By.ORIGIN, "day", By.DAY);
    private static final int MAX_LIMIT = 1_000;
    private static final LocalDate BEGINNING = LocalDate.of(2018, 1, 1);
    private static final LocalDate END = LocalDate.of(9999, 12, 31);

    /** The rows of an answer. */
    enum By {
        LEVEL("[1-5]"),
        ORIGIN("ACTIVE|DEFAULT"),
        DAY("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        private final Pattern key;

        By(String key) {
            this.key = Pattern.compile(key);
        }

        boolean isKey(String text) {
            return key.matcher(text).matches();
        }
    }

    /** The query cannot be answered; says as which problem, and why. */
    static final class Unanswerable extends Exception {
        private final Problem problem;

        Unanswerable(Problem problem, String detail) {
            super(detail, null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static Selection of(MultiMap query) throws Unanswerable {
        for (String name : NOT_SERVED) {
            if (query.contains(name)) {
                throw unsupported("Selecting by " + name + " is not served.");
            }
        }
        String sort = query.get("sort");
        if (sort != null && !sort.equals("key")) {
            throw unsupported("Rows are served in the order of their keys.");
        }
        LocalDate from = date(query, "from");
        LocalDate to = date(query, "to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw invalid("from is before to; to itself is not part of the period.");
        }
        By by = by(query.get("by"));
        return new Selection(from, to, by, limit(query), after(query, by), minVersion(query));
    }

    LocalDate firstDay() {
        return from == null ? BEGINNING : from;
    }

    LocalDate dayAfterLast() {
        return to == null ? END : to;
    }

    private static By by(String name) throws Unanswerable {
        By by = name == null ? null : BY_NAME.get(name);
        if (name != null && by == null) {
            throw BY_NOT_SERVED.contains(name)
                    ? unsupported("by=" + name + " is not served.")
                    : invalid("by is one of level, origin, day.");
        }
        return by;
    }

    private static LocalDate date(MultiMap query, String name) throws Unanswerable {
        String text = query.get(name);
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            if (date != null && (date.isBefore(BEGINNING) || date.isAfter(END))) {
                throw invalid(name + " lies outside of " + BEGINNING + " to " + END + ".");
            }
            return date;
        } catch (DateTimeException e) {
            throw invalid(name + " is a date such as 2026-11-22.");
        }
    }

    private static int limit(MultiMap query) throws Unanswerable {
        long limit = number(query, "limit", 100);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("limit is from 1 to " + MAX_LIMIT + ".");
        }
        return (int) limit;
    }

    private static long minVersion(MultiMap query) throws Unanswerable {
        return number(query, "minVersion", 0);
    }

    private static long number(MultiMap query, String name, long absent) throws Unanswerable {
        String text = query.get(name);
        try {
            long number = text == null ? absent : Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw invalid(name + " is an integer, not negative.");
    }

    /** A cursor is the kind of its rows and the last key: of another kind it would quietly skip the wrong rows. */
    private static String after(MultiMap query, By by) throws Unanswerable {
        String cursor = query.get("cursor");
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String kind = by + ":";
            String key = text.substring(Math.min(kind.length(), text.length()));
            if (by != null && text.startsWith(kind) && by.isKey(key)) {
                return key;
            }
        } catch (IllegalArgumentException noBase64) {
            // Said below.
        }
        throw invalid("cursor is the nextCursor of an answer to the same selection, unchanged.");
    }

    static String cursorAfter(By by, String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((by + ":" + key).getBytes(StandardCharsets.US_ASCII));
    }

    private static Unanswerable invalid(String detail) {
        return new Unanswerable(Problem.PARAMETER_INVALID, detail);
    }

    private static Unanswerable unsupported(String detail) {
        return new Unanswerable(
                Problem.STATS_SELECTION_UNSUPPORTED, detail + " Served: from, to, by=level, by=origin, by=day.");
    }
}
