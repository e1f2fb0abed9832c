package io.yiping.load.manifest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;

/**
 * The ratings that stand at the end, by each dimension: key → {@code [n5, n4, n3, n2, n1]}. Times are those of {@code ratedAt} in
 * Asia/Shanghai. Keys: {@code region} has 12 digits and is where the rating was given, not rolled up; {@code day} is
 * {@code 2026-11-03}; {@code hour} is {@code 2026-11-03T10}; ratings without a matter are in no {@code matter}.
 */
public record Counts(
        Map<String, long[]> level,
        Map<String, long[]> origin,
        Map<String, long[]> channel,
        Map<String, long[]> day,
        Map<String, long[]> hour,
        Map<String, long[]> region,
        Map<String, long[]> agency,
        Map<String, long[]> matter) {

    /** The counts by the dimension of this name, if there is one. */
    @JsonIgnore
    public Optional<Map<String, long[]>> by(String dimension) {
        return Optional.ofNullable(
                switch (dimension) {
                    case "level" -> level;
                    case "origin" -> origin;
                    case "channel" -> channel;
                    case "day" -> day;
                    case "hour" -> hour;
                    case "region" -> region;
                    case "agency" -> agency;
                    case "matter" -> matter;
                    default -> null;
                });
    }
}
