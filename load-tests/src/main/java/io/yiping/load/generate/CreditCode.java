package io.yiping.load.generate;

/**
 * Unified social credit codes of agencies (GB 32100): {@code 11}, six digits of the region, nine of the organisation, one check
 * character. The organisation part begins with {@code YP}, as no registered one of an agency is known to: the codes are invented.
 */
public final class CreditCode {
    static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int BASE = ALPHABET.length();

    private CreditCode() {}

    /** @param number at most seven digits */
    public static String ofAgency(String regionSix, int number) {
        String body = "11" + regionSix + "YP" + "%07d".formatted(number);
        return body + checkCharacter(body);
    }

    /** The weights are the powers of 3 modulo 31. */
    static char checkCharacter(String body) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < body.length(); i++) {
            sum += ALPHABET.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % BASE;
        }
        return ALPHABET.charAt((BASE - sum % BASE) % BASE);
    }
}
