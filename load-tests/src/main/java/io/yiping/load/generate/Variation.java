package io.yiping.load.generate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Other ways to send the same rating: none of them changes its meaning, so each is a duplicate. */
enum Variation {
    OTHER_SERVED_AT {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            long servedAt = dice.chance(0.2) ? 0 : rating.ratedAt() - dice.between(0, 7_200) * 1000L;
            fields.moment("servedAt", servedAt, rating.notation().utc());
        }
    },
    OTHER_OFFSET {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            boolean utc = !rating.notation().utc();
            fields.moment("ratedAt", rating.ratedAt(), utc);
            fields.moment("servedAt", rating.servedAt(), utc);
        }
    },
    WHITE_SPACE {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            fields.spaceOut(dice.oneOf(new String[] {" ", "  ", "\t", " \t "}));
        }
    },
    FIELD_ORDER {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            fields.shuffle(dice);
        }
    },
    REGION_FORM {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            Region region = rating.event().region();
            if (region.hasShortForm()) {
                fields.text("regionCode", rating.notation().shortRegion() ? region.code() : region.shortForm());
            }
        }
    },
    OPTION_ORDER {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            List<Integer> codes = new ArrayList<>(Fields.optionCodes(rating.opinion()));
            Collections.reverse(codes);
            if (!codes.isEmpty() && dice.chance(0.3)) {
                codes.add(codes.get(0));
            }
            fields.options(codes);
        }
    },
    NULLS {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            for (String name : List.of("matterCode", "windowCode", "staffCode", "options", "comment", "rater")) {
                if (!fields.has(name)) {
                    fields.set(name, "null");
                }
            }
        }
    },
    STATED_ORIGIN {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            fields.text("origin", rating.byDefault() ? "DEFAULT" : "ACTIVE");
        }
    },
    ESCAPES {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            if (rating.opinion().comment() != null) {
                fields.set("comment", JsonText.escaped(rating.opinion().comment()));
            }
        }
    },
    DECOMPOSED {
        @Override
        void apply(Fields fields, Rating rating, Dice dice) {
            String comment = rating.opinion().comment();
            if (comment == null) {
                return;
            }
            String decomposed = Normalizer.normalize(comment, Normalizer.Form.NFD);
            if (decomposed.codePointCount(0, decomposed.length()) <= Comments.LONGEST) {
                fields.text("comment", decomposed);
            }
        }
    };

    private static final Variation[] ALL = values();

    /** The rating in one to three other ways at once. */
    static String line(Rating rating, Dice dice) {
        Fields fields = Fields.of(rating);
        for (int i = dice.between(1, 3); i > 0; i--) {
            dice.oneOf(ALL).apply(fields, rating, dice);
        }
        return fields.line();
    }

    abstract void apply(Fields fields, Rating rating, Dice dice);
}
