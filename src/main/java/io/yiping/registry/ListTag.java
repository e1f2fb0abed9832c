package io.yiping.registry;

/**
 * The strong ETag of a kind's list: its version and the moment that goes with it (another database counts its versions anew),
 * and the form of the answer. Whoever sends a list back may name any of the forms.
 */
final class ListTag {

    private ListTag() {}

    /** @param form a letter, or more: each form of the same list has other bytes */
    static String of(RegistryEdition edition, String form) {
        return '"' + prefix(edition) + form + '"';
    }

    /** If-Match: a list of tags, compared strongly (RFC 9110, 13.1.1), or a star; null: not asked. */
    static boolean isMet(String ifMatch, RegistryEdition edition) {
        if (ifMatch == null) {
            return true;
        }
        for (String one : ifMatch.split(",")) {
            String tag = one.strip();
            if (tag.equals("*") || tag.startsWith('"' + prefix(edition))) {
                return true;
            }
        }
        return false;
    }

    private static String prefix(RegistryEdition edition) {
        return edition.kind + "." + edition.version + "." + Long.toString(edition.changedAt.toEpochMilli(), 36) + ".";
    }
}
