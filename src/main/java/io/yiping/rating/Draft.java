package io.yiping.rating;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A rating as somebody wrote it. A decoder says what it found, field by field; {@link #check} then applies the rules of
 * the contract and gives the rating, or null when there are violations. All violations of an item are found at once.
 *
 * <p>Thread-safety: none; a draft belongs to the thread that decodes it.
 */
public final class Draft {

    /** The contract's bound; a decoder need not hand over more than one beyond it. */
    public static final int MAX_OPTIONS = 8;

    private static final int MAX_VIOLATIONS = 16;
    private static final int MAX_COMMENT = 500;
    private static final int MAX_CODE = 32;
    private static final int MAX_ECHO = 40;
    private static final int MAX_REASON = 120;
    private static final Duration MAX_AHEAD = Duration.ofMinutes(10);
    private static final Instant EARLIEST =
            LocalDate.of(2019, 1, 1).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();

    private final String[] texts = new String[Field.values().length];
    private final List<Violation> violations = new ArrayList<>(0);
    private List<String> options = List.of();
    private int level;
    private boolean proxy;
    private int seen;
    private int faulty;
    private boolean unreadable;

    /** Call once for each field name that is met, before its value. A field met twice is a violation. */
    public void met(Field field) {
        if ((seen & field.bit()) != 0) {
            violate(field, ViolationCode.REPEATED_FIELD, field.jsonName() + " stands more than once; give it once.");
        }
        seen |= field.bit();
    }

    public void text(Field field, String value) {
        if (!Forms.isClean(value)) {
            invalidText(field);
        } else {
            texts[field.ordinal()] = value;
        }
    }

    /** @param value any number; everything but 1 to 5 is a violation */
    public void level(int value) {
        if (value < Level.LOWEST || value > Level.HIGHEST) {
            violate(Field.LEVEL, ViolationCode.UNKNOWN_VALUE, "level is an integer from 1 (非常不满意) to 5 (非常满意).");
        } else {
            level = value;
        }
    }

    public void proxy(boolean value) {
        proxy = value;
    }

    public void options(List<String> codes) {
        options = codes;
    }

    public void invalidText(Field field) {
        violate(
                field,
                ViolationCode.INVALID_TEXT,
                field.jsonName() + " holds broken UTF-8, a lone surrogate or a NUL character; send clean UTF-8.");
    }

    public void wrongType(Field field) {
        violate(
                field,
                ViolationCode.WRONG_TYPE,
                field.jsonName() + " has another JSON type; make it "
                        + field.type().words() + ".");
    }

    public void refused(Field field) {
        violate(
                field,
                ViolationCode.PERSONAL_DATA_REFUSED,
                field.jsonName() + " is personal data and cannot be sealed yet; leave it out.");
    }

    public void unknownField(String name) {
        String shown = echo(name);
        String pointer = "/" + shown.replace("~", "~0").replace("/", "~1");
        add(new Violation(
                pointer, ViolationCode.UNKNOWN_FIELD, "A rating has no such field; leave it out or mend its name."));
    }

    public void tooDeep() {
        unreadable = true;
        whole(ViolationCode.TOO_DEEP, "The JSON is nested too deeply; a rating is one flat object.");
    }

    /** Only an upload goes on after such a line; elsewhere the whole body is no JSON. */
    public void notJson(String why) {
        unreadable = true;
        whole(ViolationCode.NOT_JSON, "The line is no JSON: " + glimpse(why, MAX_REASON));
    }

    public void lineTooLong() {
        unreadable = true;
        whole(ViolationCode.LINE_TOO_LONG, "A line has at most 16 KiB; it was skipped to its newline.");
    }

    public void notAnObject() {
        unreadable = true;
        whole(ViolationCode.WRONG_TYPE, "A rating is a JSON object; this is something else.");
    }

    public List<Violation> violations() {
        return violations;
    }

    /** @return the key as far as it could be read, for the receipt of a rejected item; or null */
    public String serviceEventId() {
        String id = texts[Field.SERVICE_EVENT_ID.ordinal()];
        return id != null && Forms.isServiceEventId(id) ? id : null;
    }

    /**
     * Applies the rules.
     *
     * @param now the service's clock
     * @return the rating, or null when there are {@link #violations}
     */
    public Rating check(Instant now) {
        if (unreadable) {
            return null;
        }
        String serviceEventId = required(Field.SERVICE_EVENT_ID);
        if (serviceEventId != null && !Forms.isServiceEventId(serviceEventId)) {
            malformed(Field.SERVICE_EVENT_ID, "1 to 64 of A-Z a-z 0-9 . _ : # - and begins with a letter or digit.");
        }
        if (level == 0 && !isFaulty(Field.LEVEL)) {
            missing(Field.LEVEL);
        }
        Channel channel = channel();
        long region = region();
        String agency = required(Field.AGENCY_CODE);
        if (agency != null && !Forms.isAgencyCode(agency)) {
            malformed(Field.AGENCY_CODE, "18 digits and capital letters, without I, O, S, V and Z.");
        }
        String matter = text(Field.MATTER_CODE);
        if (matter != null && !Forms.isMatterCode(matter)) {
            malformed(Field.MATTER_CODE, "31 or 33 letters and digits; leave it out when there is none.");
        }
        String window = code(Field.WINDOW_CODE);
        String staff = code(Field.STAFF_CODE);
        Origin origin = origin();
        Instant ratedAt = ratedAt(now);
        Instant servedAt = servedAt(ratedAt);
        String joined = checkedOptions();
        String comment = comment();
        checkReason(joined, comment);
        if (!violations.isEmpty()) {
            return null;
        }
        Meaning meaning =
                new Meaning(Level.of(level), joined, comment, channel, region, agency, matter, window, staff, proxy);
        return new Rating(serviceEventId, origin, meaning, ratedAt, servedAt);
    }

    private Channel channel() {
        String name = required(Field.CHANNEL);
        Channel channel = name == null ? null : Channel.named(name);
        if (name != null && channel == null) {
            violate(
                    Field.CHANNEL,
                    ViolationCode.UNKNOWN_VALUE,
                    "channel \"" + echo(name) + "\" is not known; map it to one of " + List.of(Channel.values()) + ".");
        }
        return channel;
    }

    private long region() {
        String text = required(Field.REGION_CODE);
        long region = text == null ? -1 : Region.parse(text);
        if (text != null && region < 0) {
            malformed(Field.REGION_CODE, "6 or 12 digits.");
        }
        return region;
    }

    private Origin origin() {
        String name = text(Field.ORIGIN);
        if (name == null) {
            return Origin.ACTIVE;
        }
        Origin origin = Origin.named(name);
        if (origin == null) {
            violate(
                    Field.ORIGIN,
                    ViolationCode.UNKNOWN_VALUE,
                    "origin is ACTIVE (a person rated) or DEFAULT (a rule did); absent means ACTIVE.");
        }
        return origin;
    }

    private Instant ratedAt(Instant now) {
        String text = required(Field.RATED_AT);
        Instant ratedAt = text == null ? null : instant(Field.RATED_AT, text);
        if (ratedAt == null) {
            return null;
        }
        if (ratedAt.isBefore(EARLIEST)) {
            violate(Field.RATED_AT, ViolationCode.RATED_TOO_EARLY, "ratedAt lies before 2019-01-01T00:00:00+08:00.");
        } else if (ratedAt.isAfter(now.plus(MAX_AHEAD))) {
            violate(
                    Field.RATED_AT,
                    ViolationCode.RATED_IN_FUTURE,
                    "ratedAt lies more than 10 minutes ahead of " + now
                            + ", the service's time; set the sender's clock.");
        }
        return ratedAt;
    }

    private Instant servedAt(Instant ratedAt) {
        String text = text(Field.SERVED_AT);
        Instant servedAt = text == null ? null : instant(Field.SERVED_AT, text);
        if (servedAt != null && ratedAt != null && servedAt.isAfter(ratedAt)) {
            violate(
                    Field.SERVED_AT,
                    ViolationCode.SERVED_AFTER_RATED,
                    "servedAt lies after ratedAt; a service is rated when it has ended.");
        }
        return servedAt;
    }

    private Instant instant(Field field, String text) {
        Instant instant = Timestamps.parse(text);
        if (instant == null) {
            malformed(
                    field,
                    "an RFC 3339 date-time with an offset, such as 2026-11-22T09:30:00+08:00, on a day that exists.");
        }
        return instant;
    }

    private String code(Field field) {
        String text = text(field);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (Forms.codePoints(text) > MAX_CODE) {
            violate(field, ViolationCode.TOO_LONG, field.jsonName() + " has at most " + MAX_CODE + " characters.");
        } else if (Forms.hasControl(text)) {
            malformed(field, "at most 32 characters, none of them a control character.");
        }
        return text;
    }

    private String comment() {
        String text = text(Field.COMMENT);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (Forms.codePoints(text) > MAX_COMMENT) {
            violate(Field.COMMENT, ViolationCode.TOO_LONG, "comment has at most " + MAX_COMMENT + " characters.");
            return text;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private String checkedOptions() {
        if (options.isEmpty()) {
            return null;
        }
        if (options.size() > MAX_OPTIONS) {
            violate(Field.OPTIONS, ViolationCode.TOO_MANY, "options has at most " + MAX_OPTIONS + " codes.");
            return null;
        }
        for (int i = 0; i < options.size(); i++) {
            checkOption(i, options.get(i));
        }
        return options.size() == 1 ? options.get(0) : String.join(",", new TreeSet<>(options));
    }

    private void checkOption(int index, String code) {
        Option option = Catalogue.option(code);
        if (option == null) {
            option(index, ViolationCode.OPTION_UNKNOWN, code, "is in no catalogue; see GET /v1/catalogue.");
        } else if (!option.inForce()) {
            option(index, ViolationCode.OPTION_RETIRED, code, "is retired; see GET /v1/catalogue for those in force.");
        } else if (level != 0 && option.level().number() != level) {
            String words = "belongs to level " + option.level().number() + ", the rating has level " + level + ".";
            option(index, ViolationCode.OPTION_OF_OTHER_LEVEL, code, words);
        }
    }

    private void option(int index, ViolationCode violation, String code, String words) {
        faulty |= Field.OPTIONS.bit();
        add(new Violation(Field.OPTIONS.pointer() + "/" + index, violation, "Option " + echo(code) + " " + words));
    }

    private void checkReason(String joined, String comment) {
        boolean bad = level != 0 && Level.of(level).isBad();
        boolean reason = joined != null || comment != null && !Forms.isBlank(comment);
        if (bad && !reason && !isFaulty(Field.OPTIONS) && !isFaulty(Field.COMMENT)) {
            whole(
                    ViolationCode.REASON_REQUIRED,
                    "A bad rating (level 1 or 2) needs an option of its level or a comment (差评必须勾选详情或填写文字评价).");
        }
    }

    private String required(Field field) {
        String text = text(field);
        if (text == null && !isFaulty(field)) {
            missing(field);
        }
        return text;
    }

    private String text(Field field) {
        return texts[field.ordinal()];
    }

    private void missing(Field field) {
        violate(field, ViolationCode.REQUIRED, field.jsonName() + " is missing; every rating has it.");
    }

    private void malformed(Field field, String form) {
        violate(field, ViolationCode.MALFORMED, field.jsonName() + " is " + form);
    }

    private void violate(Field field, ViolationCode code, String message) {
        faulty |= field.bit();
        add(new Violation(field.pointer(), code, message));
    }

    private void whole(ViolationCode code, String message) {
        add(new Violation("", code, message));
    }

    /** More than this says nothing new, and whoever sends a million unknown fields must not get a million answers. */
    private void add(Violation violation) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(violation);
        }
    }

    private boolean isFaulty(Field field) {
        return (faulty & field.bit()) != 0;
    }

    /** What we say back of a text that we do not know: a glimpse, and nothing that a log or a terminal would obey. */
    private static String echo(String text) {
        return glimpse(text, MAX_ECHO);
    }

    private static String glimpse(String text, int length) {
        StringBuilder shown = new StringBuilder(length);
        int at = 0;
        for (int n = 0; n < length && at < text.length(); n++) {
            int c = text.codePointAt(at);
            boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
            shown.appendCodePoint(printable ? c : '\uFFFD');
            at += Character.charCount(c);
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }
}
