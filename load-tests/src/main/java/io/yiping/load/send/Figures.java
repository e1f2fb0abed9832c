package io.yiping.load.send;

import com.fasterxml.jackson.databind.JsonNode;

/** Counts that the service answers, for everything or for one key: {@code counts} is {@code [n5, n4, n3, n2, n1]}. */
record Figures(long version, long ratings, long active, long byDefault, long[] counts) {

    static Figures of(JsonNode total, long version) {
        return new Figures(
                version,
                total.path("ratings").asLong(),
                total.path("active").asLong(),
                total.path("default").asLong(),
                counts(total.path("counts")));
    }

    static long[] counts(JsonNode counts) {
        long[] row = new long[5];
        for (int level = 5; level >= 1; level--) {
            row[5 - level] = counts.path(String.valueOf(level)).asLong();
        }
        return row;
    }
}
