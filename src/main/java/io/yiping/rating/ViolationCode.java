package io.yiping.rating;

import java.util.Locale;

/** The closed table of violation codes. The OpenAPI document lists the same; a test holds the two together. */
public enum ViolationCode {
    REQUIRED("A field that every rating has is missing or null."),
    UNKNOWN_FIELD("The field is not part of a rating."),
    REPEATED_FIELD("The field stands more than once in the same object."),
    WRONG_TYPE("The JSON type is another one than the field's."),
    MALFORMED("The text has not the form that the field needs."),
    TOO_LONG("The text has more code points than the field may have."),
    TOO_MANY("The list has more entries than it may have."),
    UNKNOWN_VALUE("The value is not in the field's list of values."),
    INVALID_TEXT("The text is not clean Unicode: broken UTF-8, a lone surrogate or a NUL character."),
    OPTION_UNKNOWN("No generation of the catalogue has this option."),
    OPTION_RETIRED("The option belongs to a retired generation of the catalogue."),
    OPTION_OF_OTHER_LEVEL("The option belongs to another level."),
    REASON_REQUIRED("A bad rating has neither an option nor a comment."),
    RATED_IN_FUTURE("ratedAt lies more than 10 minutes ahead of the service's clock."),
    RATED_TOO_EARLY("ratedAt lies before 2019-01-01 in Asia/Shanghai."),
    SERVED_AFTER_RATED("servedAt lies after ratedAt."),
    PERSONAL_DATA_REFUSED("rater is personal data and is not accepted yet."),
    TOO_DEEP("The JSON is nested deeper than a rating can be."),
    NOT_JSON("The line of an upload is no JSON."),
    LINE_TOO_LONG("The line is longer than it may be and was skipped."),
    REPEATED_CODE("The code stands on an earlier line of the list already.");

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String summary;

    ViolationCode(String summary) {
        this.summary = summary;
    }

    /** The stable word on the wire. */
    public String code() {
        return code;
    }

    /** One sentence for the table in the OpenAPI document. */
    public String summary() {
        return summary;
    }
}
