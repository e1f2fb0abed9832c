package io.yiping.stats;

import io.yiping.count.Counts;
import io.yiping.rating.Sha256;
import java.util.Arrays;
import java.util.Base64;

/**
 * The strong ETag of an answer: a digest of selection, form and version. The moment of the version goes in too: another
 * database counts its versions anew.
 */
final class EntityTag {

    private static final int BYTES = 15;

    /** To be changed with the form of answers: who has kept one of the older form must get the newer. */
    private static final String FORM_VERSION = "2";

    private EntityTag() {}

    static String of(Question question, Counts.Version version) {
        String text = String.join("|", FORM_VERSION, question.toString(), version.toString());
        byte[] digest = Arrays.copyOf(Sha256.of(text), BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }

    /** If-None-Match: a list of tags, compared weakly (RFC 9110, 13.1.2), or a star. */
    static boolean matches(String ifNoneMatch, String tag) {
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
