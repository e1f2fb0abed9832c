package io.yiping.load.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rating as a list of JSON fields that can be bent: for the few lines that {@link JsonLine} does not write in plain form. */
final class Fields {
    /** A name and its value as JSON. */
    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();
    private String space = "";

    static Fields of(Rating rating) {
        Fields fields = new Fields();
        ServiceEvent event = rating.event();
        fields.text("serviceEventId", event.id());
        fields.set("level", String.valueOf(rating.level()));
        fields.text("channel", rating.channel().name());
        fields.text("regionCode", rating.regionCode());
        fields.text("agencyCode", event.matter().agency().code());
        fields.text("matterCode", event.matterStated() ? event.matter().code() : null);
        fields.text("windowCode", rating.desk() == null ? null : rating.desk().windowCode());
        fields.text("staffCode", rating.desk() == null ? null : rating.desk().staffCode());
        fields.moment("ratedAt", rating.ratedAt(), rating.notation().utc());
        fields.moment("servedAt", rating.servedAt(), rating.notation().utc());
        fields.text("origin", rating.byDefault() ? "DEFAULT" : null);
        fields.options(optionCodes(rating.opinion()));
        fields.text("comment", rating.opinion().comment());
        if (rating.proxy()) {
            fields.set("proxy", "true");
        }
        return fields;
    }

    static List<Integer> optionCodes(Opinion opinion) {
        List<Integer> codes = new ArrayList<>();
        for (int bit = 0; bit < OptionCodes.PER_LEVEL; bit++) {
            if ((opinion.options() & 1 << bit) != 0) {
                codes.add(OptionCodes.code(opinion.level(), bit));
            }
        }
        return codes;
    }

    /** Puts the value in the field's place, or at the end if it is new. */
    void set(String name, String json) {
        Field field = new Field(name, json);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                fields.set(i, field);
                return;
            }
        }
        fields.add(field);
    }

    /** A null text leaves the field out. */
    void text(String name, String text) {
        if (text == null) {
            remove(name);
        } else {
            set(name, JsonText.quoted(text));
        }
    }

    /** Zero leaves the field out. */
    void moment(String name, long millis, boolean utc) {
        text(name, millis == 0 ? null : Timestamps.text(millis, utc));
    }

    /** No codes leave the field out. */
    void options(List<Integer> codes) {
        if (codes.isEmpty()) {
            remove("options");
        } else {
            set("options", codes.stream().map("\"%d\""::formatted).collect(Collectors.joining(",", "[", "]")));
        }
    }

    void remove(String name) {
        fields.removeIf(field -> field.name().equals(name));
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }

    /** Adds the field a second time, with the same value. */
    void repeat(String name) {
        fields.stream().filter(field -> field.name().equals(name)).findFirst().ifPresent(fields::add);
    }

    void shuffle(Dice dice) {
        for (int i = fields.size() - 1; i > 0; i--) {
            Collections.swap(fields, i, dice.below(i + 1));
        }
    }

    /** Writes white space between all tokens that are not inside a value. */
    void spaceOut(String white) {
        space = white;
    }

    String line() {
        return fields.stream()
                .map(field -> String.format(Locale.ROOT, "\"%s\"%s:%s%s", field.name(), space, space, field.value()))
                .collect(Collectors.joining(space + "," + space, "{" + space, space + "}"));
    }
}
