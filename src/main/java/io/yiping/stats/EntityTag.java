package io.yiping.stats;

import io.yiping.count.Counts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The strong ETag of an answer: a digest of selection, form and version. The moment of the version goes in too: another
 * database counts its versions anew.
 */
final class EntityTag {

    private static final int BYTES = 15;

    /** To be changed with the form of answers: who has kept one of the older form must get the newer. */
    private static final String FORM_VERSION = "1";

    private EntityTag() {}

    static String of(Selection selection, Form form, Counts.Version version) {
        // Which version was waited for changes no byte of the answer.
        Selection answered = selection.reachedVersion();
        String text = String.join("|", FORM_VERSION, answered.toString(), form.name(), version.toString());
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
    }

    /** If-None-Match: a list of tags, compared weakly (RFC 9110, 13.1.2), or a star. */
    static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String one : ifNoneMatch.split(",")) {
            String given = one.strip();
            if (given.equals("*") || given.equals(tag) || given.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
