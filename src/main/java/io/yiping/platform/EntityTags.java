package io.yiping.platform;

/** What clients say of entity tags. */
public final class EntityTags {

    private EntityTags() {}

    /** If-None-Match: a list of tags, compared weakly (RFC 9110, 13.1.2), or a star. */
    public static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null || ifNoneMatch.equals(tag)) {
            return ifNoneMatch != null;
        }
        for (String one : ifNoneMatch.split(",")) {
            String given = one.strip();
            if (given.equals("*") || given.equals(tag) || given.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
