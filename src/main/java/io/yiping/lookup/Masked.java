package io.yiping.lookup;

import java.util.regex.Pattern;

/** Comments without the numbers by which people can be reached or known: of phones, identity cards, bank cards. */
final class Masked {

    /** Seven digits or more, of any script, spaces and hyphens between them, an identity card's X at the end. */
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[ -]?\\p{Nd}){6,}[Xx]?");

    private static final int SHOWN = 3;
    private static final String COVERED = "****";

    private Masked() {}

    /** @param comment may be null */
    static String numbers(String comment) {
        return comment == null
                ? null
                : NUMBER.matcher(comment).replaceAll(found -> found.group().substring(0, SHOWN) + COVERED);
    }
}
