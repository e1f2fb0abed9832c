package io.yiping.load.reckon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Counts that the service answers, for everything or for one key: {@code counts} is {@code [n5, n4, n3, n2, n1]}. */
public record Figures(long version, long ratings, long active, long byDefault, long[] counts) {

    static Figures of(JsonNode figures, long version) {
        return new Figures(
                version,
                figures.path("ratings").asLong(),
                figures.path("active").asLong(),
                figures.path("default").asLong(),
                counts(figures.path("counts")));
    }

    private static long[] counts(JsonNode counts) {
        long[] row = new long[5];
        for (int level = 5; level >= 1; level--) {
            row[5 - level] = counts.path(String.valueOf(level)).asLong();
        }
        return row;
    }

    /** The sums that stand beside the counts are their sums. */
    boolean addUp() {
        return ratings == Arrays.stream(counts).sum() && ratings == active + byDefault;
    }
}
