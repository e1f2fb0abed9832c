package io.yiping.rating;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * 内容指纹: the SHA-256 of a meaning, cut to 128 bits, in the shape of a UUID because PostgreSQL stores that in 16
 * bytes. Fields are joined with a unit separator; an absent field and an empty one are the same, as in the meaning.
 */
public final class Fingerprint {

    private static final char UNIT = '\u001f';

    private Fingerprint() {}

    public static UUID of(Meaning meaning) {
        StringBuilder text = new StringBuilder(160);
        text.append(meaning.level().number()).append(UNIT);
        text.append(orEmpty(meaning.options())).append(UNIT);
        text.append(meaning.channel().code()).append(UNIT);
        text.append(meaning.region()).append(UNIT);
        text.append(meaning.agency()).append(UNIT);
        text.append(orEmpty(meaning.matter())).append(UNIT);
        text.append(orEmpty(meaning.window())).append(UNIT);
        text.append(orEmpty(meaning.staff())).append(UNIT);
        text.append(meaning.proxy() ? '1' : '0').append(UNIT);
        // Last, because it alone may hold any character.
        text.append(orEmpty(meaning.comment()));
        ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(text.toString()));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
