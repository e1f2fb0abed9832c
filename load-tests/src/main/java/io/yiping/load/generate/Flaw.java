package io.yiping.load.generate;

import java.util.List;

/** Ways to break a rule. Each line stays good JSON, breaks its rule for certain, and is of an event that no other line names. */
enum Flaw {
    RETIRED_OPTION((fields, rating, dice) -> fields.options(List.of(OptionCodes.retired(rating.level(), dice)))),
    OPTION_OF_OTHER_LEVEL((fields, rating, dice) -> {
        int other = 1 + (rating.level() - 1 + dice.between(1, 4)) % 5;
        fields.options(List.of(OptionCodes.code(other, dice.below(OptionCodes.PER_LEVEL))));
    }),
    BAD_WITHOUT_REASON((fields, rating, dice) -> {
        fields.set("level", String.valueOf(dice.between(1, 2)));
        fields.remove("options");
        fields.remove("comment");
    }),
    LOCAL_CHANNEL((fields, rating, dice) ->
            fields.text("channel", dice.oneOf(new String[] {"8", "WECHAT", "APP", "mobile", "2", "10"}))),
    LEVEL_OUT_OF_RANGE((fields, rating, dice) -> {
        fields.set("level", dice.oneOf(new String[] {"0", "6", "-1", "100"}));
        fields.remove("options");
    }),
    LEVEL_AS_TEXT((fields, rating, dice) -> fields.text("level", String.valueOf(rating.level()))),
    SERVED_AFTER_RATED((fields, rating, dice) ->
            fields.moment("servedAt", rating.ratedAt() + dice.between(60, 7_200) * 1000L, false)),
    RATED_TOO_EARLY((fields, rating, dice) -> {
        fields.text("ratedAt", "2018-%02d-15T10:00:00+08:00".formatted(dice.between(1, 12)));
        fields.remove("servedAt");
    }),
    RATED_IN_THE_FUTURE((fields, rating, dice) ->
            fields.text("ratedAt", "2099-%02d-15T10:00:00+08:00".formatted(dice.between(1, 12)))),
    MALFORMED_TIME((fields, rating, dice) -> fields.text(
            "ratedAt", dice.oneOf(new String[] {"2026-11-03 10:22:31", "20261103102231", "2026-13-40T10:00:00Z", ""}))),
    MISSING_FIELD((fields, rating, dice) -> fields.remove(
            dice.oneOf(new String[] {"serviceEventId", "level", "channel", "regionCode", "agencyCode", "ratedAt"}))),
    UNKNOWN_FIELD((fields, rating, dice) -> fields.set(dice.oneOf(new String[] {"score", "pf", "Level"}), "1")),
    RATER_GIVEN((fields, rating, dice) -> fields.set("rater", "{\"raterType\":\"1\",\"phone\":null}")),
    MALFORMED_AGENCY((fields, rating, dice) -> {
        String code = rating.event().matter().agency().code();
        fields.text(
                "agencyCode",
                dice.chance(0.5) ? code.substring(1) : code.substring(0, 17) + "IOZSV-".charAt(dice.below(6)));
    }),
    MALFORMED_MATTER((fields, rating, dice) ->
            fields.text("matterCode", rating.event().matter().taskCode().substring(dice.between(1, 30)))),
    MALFORMED_REGION((fields, rating, dice) ->
            fields.text("regionCode", dice.oneOf(new String[] {"4113", "411302001", "41130200000A", "城区"}))),
    MALFORMED_EVENT_ID((fields, rating, dice) -> fields.text(
            "serviceEventId",
            dice.oneOf(new String[] {"", "办件2026110300001", "-" + rating.event().id(), "A".repeat(65), "A B"}))),
    TOO_LONG_COMMENT((fields, rating, dice) ->
            fields.text("comment", Comments.ofLength(Comments.LONGEST + 1, Comments.draw(rating.level(), dice)))),
    REPEATED_FIELD(
            (fields, rating, dice) -> fields.repeat(dice.oneOf(new String[] {"level", "regionCode", "ratedAt"}))),
    NUL_IN_COMMENT((fields, rating, dice) -> fields.set("comment", "\"办得快\\u0000\"")),
    LONE_SURROGATE(
            (fields, rating, dice) -> fields.set("comment", dice.chance(0.5) ? "\"好评\\ud83d\"" : "\"\\udc4d好评\""));

    private interface Spoiling {
        void apply(Fields fields, Rating rating, Dice dice);
    }

    private static final Flaw[] ALL = values();

    private final Spoiling spoiling;

    Flaw(Spoiling spoiling) {
        this.spoiling = spoiling;
    }

    static String line(Rating rating, Dice dice) {
        return dice.oneOf(ALL).line(Fields.of(rating), rating, dice);
    }

    private String line(Fields fields, Rating rating, Dice dice) {
        spoiling.apply(fields, rating, dice);
        return fields.line();
    }
}
