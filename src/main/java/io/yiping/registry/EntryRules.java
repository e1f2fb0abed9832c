package io.yiping.registry;

import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import io.yiping.rating.Forms;
import io.yiping.rating.Region;
import io.yiping.rating.Violation;
import io.yiping.rating.ViolationCode;
import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * What an entry of a kind has to be. Codes are checked by form, as in ratings; a parent need not be registered, but must have
 * the form of one. Where none is given the code says it: of a region the one above, of a matter its agency.
 */
final class EntryRules {

    static final int LONGEST_NAME = 100;

    private static final int LONGEST_WINDOW = 32;
    private static final int AGENCY_IN_MATTER = 18;

    /** Spreadsheets take what begins so for a formula, and names stand in our CSV. */
    private static final String FORMULA = "=+-@";

    private EntryRules() {}

    /**
     * @param parent null: not given
     * @return null: it breaks a rule
     */
    static Entry check(Kind kind, String code, String name, String parent, Consumer<Violation> violations) {
        String goodCode = code(kind, code, violations);
        String goodName = name(name, violations);
        if (parent == null) {
            return goodCode == null || goodName == null
                    ? null
                    : new Entry(goodCode, goodName, parentInCode(kind, goodCode));
        }
        String goodParent = parent(kind, parent, violations);
        if (goodParent != null && goodParent.equals(goodCode)) {
            violations.accept(new Violation("/parent", ViolationCode.MALFORMED, "An entry is not its own parent."));
            return null;
        }
        return goodCode == null || goodName == null || goodParent == null
                ? null
                : new Entry(goodCode, goodName, goodParent);
    }

    private static String code(Kind kind, String code, Consumer<Violation> violations) {
        if (code == null) {
            violations.accept(new Violation("/code", ViolationCode.REQUIRED, "Every entry has a code."));
            return null;
        }
        String good =
                switch (kind) {
                    case REGIONS -> region(code);
                    case AGENCIES -> Forms.isAgencyCode(code) ? code : null;
                    case MATTERS -> Forms.isMatterCode(code) ? code : null;
                    case WINDOWS -> isWindow(code) ? code : null;
                    case CHANNELS -> Channel.named(code) == null ? null : code;
                };
        if (good == null) {
            ViolationCode why = kind == Kind.CHANNELS ? ViolationCode.UNKNOWN_VALUE : ViolationCode.MALFORMED;
            violations.accept(new Violation("/code", why, "code has " + form(kind) + "."));
        }
        return good;
    }

    private static String region(String code) {
        long region = Region.parse(code);
        return region < 0 ? null : Region.text(region);
    }

    private static boolean isWindow(String code) {
        return !code.isEmpty()
                && Forms.codePoints(code) <= LONGEST_WINDOW
                && Forms.isClean(code)
                && !Forms.hasControl(code)
                && FORMULA.indexOf(code.charAt(0)) < 0;
    }

    private static String form(Kind kind) {
        return switch (kind) {
            case REGIONS -> "6 or 12 digits";
            case AGENCIES -> "18 digits and capital letters without I, O, S, V, Z";
            case MATTERS -> "31 or 33 letters and digits";
            case WINDOWS ->
                "1 to " + LONGEST_WINDOW
                        + " characters, none of them a control character, and does not begin with = + - or @";
            case CHANNELS -> "the name of a channel, such as WINDOW_DEVICE";
        };
    }

    private static String name(String name, Consumer<Violation> violations) {
        if (name == null) {
            violations.accept(new Violation("/name", ViolationCode.REQUIRED, "Every entry has a name."));
        } else if (!Forms.isClean(name)) {
            violations.accept(
                    new Violation("/name", ViolationCode.INVALID_TEXT, "name has a NUL or half a surrogate pair."));
        } else if (Forms.codePoints(Normalizer.normalize(name, Normalizer.Form.NFC)) > LONGEST_NAME) {
            violations.accept(new Violation(
                    "/name", ViolationCode.TOO_LONG, "name has at most " + LONGEST_NAME + " characters."));
        } else if (Forms.isBlank(name) || Forms.hasControl(name) || FORMULA.indexOf(name.charAt(0)) >= 0) {
            violations.accept(new Violation(
                    "/name",
                    ViolationCode.MALFORMED,
                    "name is something to read, without control characters, and does not begin with = + - or @."));
        } else {
            return Normalizer.normalize(name, Normalizer.Form.NFC);
        }
        return null;
    }

    private static String parent(Kind kind, String parent, Consumer<Violation> violations) {
        String good =
                switch (kind) {
                    case REGIONS, AGENCIES -> region(parent);
                    case MATTERS, WINDOWS -> Forms.isAgencyCode(parent) ? parent : null;
                    case CHANNELS -> null;
                };
        if (good == null) {
            String what =
                    switch (kind) {
                        case REGIONS, AGENCIES -> "parent is a region: it has " + form(Kind.REGIONS) + ".";
                        case MATTERS, WINDOWS -> "parent is an agency: it has " + form(Kind.AGENCIES) + ".";
                        case CHANNELS -> "A channel has no parent.";
                    };
            violations.accept(new Violation("/parent", ViolationCode.MALFORMED, what));
        }
        return good;
    }

    private static String parentInCode(Kind kind, String code) {
        return switch (kind) {
            case REGIONS -> above(Region.parse(code));
            case MATTERS -> {
                String agency = code.substring(0, AGENCY_IN_MATTER);
                yield Forms.isAgencyCode(agency) ? agency : null;
            }
            case AGENCIES, WINDOWS, CHANNELS -> null;
        };
    }

    private static String above(long region) {
        Depth above = Depth.of(region).above();
        return above == Depth.ALL ? null : Region.text(above.cut(region));
    }
}
