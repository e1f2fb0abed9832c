package io.yiping.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a list begins: after a code, in the edition that the first page was of. So pages fit together while
 * somebody loads another list.
 */
record ListCursor(int edition, String after) {

    static String of(RegistryEdition edition, String last) {
        String text = edition.kind + ":" + edition.edition + ":" + last;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return null: it is no cursor of this kind */
    static ListCursor read(String cursor, Kind kind) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":", 3);
            boolean ours =
                    parts.length == 3 && parts[0].equals(Short.toString(kind.number())) && parts[2].indexOf('\0') < 0;
            return ours ? new ListCursor(Integer.parseUnsignedInt(parts[1]), parts[2]) : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
