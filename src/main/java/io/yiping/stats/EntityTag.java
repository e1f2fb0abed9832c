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

    static String of(Topic topic, Counts.Version version) {
        String text = String.join("|", FORM_VERSION, topic.text(), version.toString());
        byte[] digest = Arrays.copyOf(Sha256.of(text), BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    }
}
