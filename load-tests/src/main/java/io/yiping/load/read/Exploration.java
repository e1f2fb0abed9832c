package io.yiping.load.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.yiping.load.reckon.Figures;
import io.yiping.load.reckon.Rows;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;

/** Finds codes through the service itself. Failure: an {@link IOException} when nothing is stored or an answer has no rows. */
final class Exploration {
    private static final int PROVINCE = 2;
    private static final int CITY = 4;
    private static final int COUNTY = 6;
    private static final int TOWNSHIP = 9;

    private final StatsReader stats;

    Exploration(StatsReader stats) {
        this.stats = stats;
    }

    Found explore() throws IOException, InterruptedException {
        Rows days = stats.rows("by=day", 0);
        if (days.byKey().isEmpty()) {
            throw new IOException("nothing is stored: there is nothing to read");
        }
        String city = most("", PROVINCE, CITY);
        String county = most(city, CITY, COUNTY);
        return new Found(
                days.total().ratings(),
                LocalDate.parse(days.byKey().firstKey()),
                LocalDate.parse(days.byKey().lastKey()),
                city,
                county,
                most(county, COUNTY, TOWNSHIP),
                most("channel"),
                most("agency"),
                most("matter"));
    }

    /** The row with the most ratings. */
    private String most(String by) throws IOException, InterruptedException {
        String path = "/v1/stats?by=%s&sort=-ratings&limit=1".formatted(by);
        JsonNode key = stats.get(path).path("rows").path(0).path("key");
        if (!key.isTextual()) {
            throw new IOException(path + " has no row");
        }
        return key.textValue();
    }

    /** Goes down from one region to one of this depth, always into the child with the most ratings. */
    private String most(String region, int from, int depth) throws IOException, InterruptedException {
        String at = region;
        for (int reached = from; at.isEmpty() || reached < depth; reached = digits(at)) {
            at = largestWithin(at);
        }
        return at;
    }

    private String largestWithin(String region) throws IOException, InterruptedException {
        String selection = "by=region" + (region.isEmpty() ? "" : "&region=" + region);
        int asked = region.isEmpty() ? 0 : digits(region);
        return stats.rows(selection, 0).byKey().entrySet().stream()
                .filter(row -> digits(row.getKey()) > asked)
                .max(Comparator.comparingLong(Exploration::ratings))
                .orElseThrow(() -> new IOException(selection + " has no row below"))
                .getKey();
    }

    private static long ratings(Map.Entry<String, Figures> row) {
        return row.getValue().ratings();
    }

    /** How many digits of a code count: its trailing zeros, by pairs and then threes, do not. */
    private static int digits(String code) {
        int[] depths = {PROVINCE, CITY, COUNTY, TOWNSHIP};
        for (int depth : depths) {
            if (code.substring(depth).chars().allMatch(c -> c == '0')) {
                return depth;
            }
        }
        return code.length();
    }
}
