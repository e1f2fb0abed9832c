package io.yiping.stats;

import io.vertx.core.MultiMap;
import io.yiping.count.By;
import io.yiping.count.Period;
import io.yiping.count.Query;
import io.yiping.count.Sort;
import io.yiping.rating.Channel;
import io.yiping.rating.Forms;
import io.yiping.rating.Origin;
import io.yiping.rating.Region;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads a selection from query parameters. What cannot be understood is said by name. */
final class SelectionReader {

    /** The query parameters of {@code GET /v1/stats}. */
    static final String[] PARAMETERS = {
        "region",
        "agency",
        "matter",
        "channel",
        "origin",
        "from",
        "to",
        "window",
        "compare",
        "by",
        "sort",
        "limit",
        "cursor",
        "minVersion",
        "bom"
    };

    /** Those of {@code GET /v1/stats/live}: it begins at once, has one page, and none of matters. */
    static final String[] LIVE_PARAMETERS = {
        "region", "agency", "channel", "origin", "from", "to", "by", "sort", "limit"
    };

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final LocalDate BEGINNING = LocalDate.of(2018, 1, 1);
    private static final LocalDate END = LocalDate.of(2999, 12, 31);

    private final MultiMap query;
    private final Long homeRegion;
    private final Instant now;

    private SelectionReader(MultiMap query, Long homeRegion, Instant now) {
        this.query = query;
        this.homeRegion = homeRegion;
        this.now = now;
    }

    /**
     * @param homeRegion whose parts by=region lists when no region is given, or null
     * @param now that windows end at; may be null where there are none
     */
    static Selection read(MultiMap query, Long homeRegion, Instant now) throws Unanswerable {
        return new SelectionReader(query, homeRegion, now).read();
    }

    private Selection read() throws Unanswerable {
        Window window = choice("window", Window.values(), Window::text);
        Period period = period(window);
        boolean compared = compared(period);
        By by = named("by", By.values());
        Query.Order order = order(by, compared);
        Query all = new Query(
                region(by),
                code("agency", Forms::isAgencyCode, "18 digits and capital letters"),
                code("matter", Forms::isMatterCode, "31 or 33 letters and digits"),
                word("channel", Channel.values()),
                word("origin", Origin.values()),
                period,
                by,
                order,
                null,
                (int) number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                compared);
        long minVersion = number("minVersion", 0, 0, Long.MAX_VALUE);
        String cursor = query.get("cursor");
        Query query = cursor == null ? all : all.startingAfter(Cursor.read(cursor, all, window));
        return new Selection(query, window, minVersion, flag("bom"));
    }

    private Period period(Window window) throws Unanswerable {
        LocalDate from = date("from");
        LocalDate to = date("to");
        if (window != null && (from != null || to != null)) {
            throw Unanswerable.invalid("window stands in place of from and to.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Unanswerable.invalid("from is before to; to itself is not part of the period.");
        }
        return window == null ? Period.ofDays(from, to) : window.at(now);
    }

    /** {@code compare=previous}: what is compared has a length. */
    private boolean compared(Period period) throws Unanswerable {
        String text = query.get("compare");
        if (text != null && !text.equals("previous")) {
            throw Unanswerable.invalid("compare is previous.");
        }
        if (text != null && !period.isClosed()) {
            throw Unanswerable.invalid("compare takes window, or both from and to.");
        }
        return text != null;
    }

    private Long region(By by) throws Unanswerable {
        String text = query.get("region");
        if (text == null) {
            return by == By.REGION ? homeRegion : null;
        }
        long region = Region.parse(text);
        if (region < 0) {
            throw Unanswerable.invalid("region has 6 or 12 digits, such as 411302.");
        }
        return region;
    }

    private String code(String name, Predicate<String> isCode, String form) throws Unanswerable {
        String text = query.get(name);
        if (text != null && !isCode.test(text)) {
            throw Unanswerable.invalid(name + " has " + form + ".");
        }
        return text;
    }

    /** Rows of time are ascending, always. */
    private Query.Order order(By by, boolean compared) throws Unanswerable {
        String text = query.get("sort");
        if (text == null) {
            return new Query.Order(Sort.KEY, false);
        }
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        Sort sort = SortName.sort(name);
        if (sort == null) {
            throw Unanswerable.invalid("sort is one of " + SortName.all() + "; with - before it, descending.");
        }
        if (sort == Sort.RISE && (by != By.OPTION || !compared)) {
            throw Unanswerable.invalid("sort=rise takes by=option and compare=previous.");
        }
        return by != null && by.isTime() ? new Query.Order(Sort.KEY, false) : new Query.Order(sort, descending);
    }

    /** A value that is written in small letters. */
    private <E extends Enum<E>> E named(String name, E[] values) throws Unanswerable {
        return choice(name, values, value -> value.name().toLowerCase(Locale.ROOT));
    }

    /** A value that is written as in a rating. */
    private <E extends Enum<E>> E word(String name, E[] values) throws Unanswerable {
        return choice(name, values, Enum::name);
    }

    private <E extends Enum<E>> E choice(String name, E[] values, Function<E, String> written) throws Unanswerable {
        String text = query.get(name);
        List<String> all = new ArrayList<>();
        for (E value : values) {
            if (written.apply(value).equals(text)) {
                return value;
            }
            all.add(written.apply(value));
        }
        if (text == null) {
            return null;
        }
        throw Unanswerable.invalid(name + " is one of " + String.join(", ", all) + ".");
    }

    private boolean flag(String name) throws Unanswerable {
        String text = query.get(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Unanswerable.invalid(name + " is true or false.");
        }
        return "true".equals(text);
    }

    private LocalDate date(String name) throws Unanswerable {
        String text = query.get(name);
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            if (date != null && (date.isBefore(BEGINNING) || date.isAfter(END))) {
                throw Unanswerable.invalid(name + " lies outside of " + BEGINNING + " to " + END + ".");
            }
            return date;
        } catch (DateTimeException e) {
            throw Unanswerable.invalid(name + " is a date such as 2026-11-22.");
        }
    }

    private long number(String name, long absent, long least, long most) throws Unanswerable {
        String text = query.get(name);
        try {
            long number = text == null ? absent : Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Unanswerable.invalid(name + " is an integer from " + least + " to " + most + ".");
    }
}
