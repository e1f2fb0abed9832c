package io.yiping.stats;

import io.yiping.count.OverRated;
import io.yiping.rating.Depth;
import io.yiping.rating.Region;
import io.yiping.registry.InForce;
import io.yiping.registry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement of coverage over what has ratings: the entries in force at the same version that lie in the region, which of
 * them are rated, and which codes no entry in force has. PostgreSQL counts and cuts to a page: 100,000 matters take some 50 MB
 * and half a second there and a page here.
 *
 * <p>Its columns: position, code, name, parent, then of the first row registered, rated and unknown; of the others their
 * ratings, nothing, nothing.
 */
final class CoverageSql {

    private static final String REGION_TEXT = "lpad(%s::text, 12, '0') COLLATE \"C\"";

    /** Codes as ratings carry them. */
    private static final String CARRIED = "SELECT key AS code, ratings FROM rated";

    private static final String CARRIED_REGIONS =
            "SELECT " + REGION_TEXT.formatted("key") + " AS code, ratings FROM rated";

    /** What a rating says of: of a region also those that contain it. */
    private static final String REACHED = "SELECT code FROM carried";

    private static final String REACHED_REGIONS =
            "SELECT DISTINCT " + REGION_TEXT.formatted("(key - key % span)") + " AS code FROM rated, " + spans();

    private final CoverageAsked asked;
    private final List<Object> values = new ArrayList<>();

    private CoverageSql(CoverageAsked asked) {
        this.asked = asked;
    }

    static OverRated of(CoverageAsked asked) {
        CoverageSql sql = new CoverageSql(asked);
        return new OverRated(sql.text(), sql.values);
    }

    private String text() {
        boolean regions = asked.kind() == Kind.REGIONS;
        return """
                WITH carried AS (%s), reached AS (%s), known AS MATERIALIZED (%s),
                listed AS MATERIALIZED (
                    SELECT known.*, reached.code IS NOT NULL AS is_rated
                    FROM known LEFT JOIN reached ON reached.code = known.code%s
                ),
                unknown AS MATERIALIZED (
                    SELECT carried.* FROM carried LEFT JOIN known ON known.code = carried.code WHERE known.code IS NULL
                )
                SELECT 0::bigint, NULL::text, NULL::text, NULL::text, (SELECT count(*) FROM listed),
                       (SELECT count(*) FROM listed WHERE is_rated), (SELECT count(*) FROM unknown)
                UNION ALL
                %s
                """.formatted(
                        regions ? CARRIED_REGIONS : CARRIED,
                        regions ? REACHED_REGIONS : REACHED,
                        InForce.sql(parameter(asked.kind().number()), "$1"),
                        inRegion(),
                        asked.unknown() ? unknown() : unrated());
    }

    /** Regions lie where their code says, agencies in the region that is their parent, matters where their agency does. */
    private String inRegion() {
        if (asked.query().region() == null) {
            return "";
        }
        return switch (asked.kind()) {
            case REGIONS -> " WHERE " + isInRegion("known.code");
            case AGENCIES -> " WHERE " + isInRegion("known.parent");
            case MATTERS ->
                " WHERE known.parent IN (SELECT agency.code FROM ("
                        + InForce.sql(parameter(Kind.AGENCIES.number()), "$1") + ") AS agency WHERE "
                        + isInRegion("agency.parent") + ")";
            case CHANNELS, WINDOWS -> "";
        };
    }

    /** Regions are 12 digits there: texts have the order of numbers. */
    private String isInRegion(String code) {
        long region = asked.query().region();
        long last = region + Depth.of(region).span() - 1;
        return "%1$s >= %2$s::text AND %1$s <= %3$s::text"
                .formatted(code, parameter(Region.text(region)), parameter(Region.text(last)));
    }

    private String unrated() {
        return """
                (SELECT row_number() OVER (ORDER BY code), code, name, parent, NULL, NULL, NULL
                 FROM listed WHERE NOT is_rated AND code > %s::text ORDER BY 1 LIMIT %s::bigint)
                """.formatted(
                        parameter(asked.afterCode()), parameter(asked.query().limit() + 1L));
    }

    private String unknown() {
        return """
                (SELECT row_number() OVER (ORDER BY ratings DESC, code), code, NULL, NULL, ratings, NULL, NULL
                 FROM unknown WHERE ratings < %1$s::bigint OR ratings = %1$s::bigint AND code > %2$s::text
                 ORDER BY 1 LIMIT %3$s::bigint)
                """.formatted(
                        parameter(asked.afterRatings()),
                        parameter(asked.afterCode()),
                        parameter(asked.query().limit() + 1L));
    }

    private static String spans() {
        StringJoiner spans = new StringJoiner("), (", "(VALUES (", ")) AS depth (span)");
        for (Depth depth : Depth.values()) {
            if (depth != Depth.ALL) {
                spans.add(depth.span() + "::bigint");
            }
        }
        return spans.toString();
    }

    /** The first is the version's. */
    private String parameter(Object value) {
        values.add(value);
        return "$" + (values.size() + 1);
    }
}
