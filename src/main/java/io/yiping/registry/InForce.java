package io.yiping.registry;

/** The entries of a kind that are in force at a version, as a part of a statement: code, name, parent. */
public final class InForce {

    private InForce() {}

    /**
     * @param kind the parameter of {@link Kind#number}
     * @param version the parameter of the version
     */
    public static String sql(String kind, String version) {
        return """
                SELECT e.code, e.name, e.parent
                FROM (SELECT max(edition) AS edition FROM registry_edition WHERE kind = %1$s::smallint AND version <= %2$s::bigint) AS at
                JOIN registry_entry AS e
                  ON e.kind = %1$s::smallint AND e.since <= at.edition AND (e.until IS NULL OR e.until > at.edition)
                """.formatted(kind, version);
    }
}
