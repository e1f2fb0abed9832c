package io.yiping.rating;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * 区划: a region is a number of 12 digits: province 2, city 4, county 6, township 9, village 12. Six digits are the
 * same region, padded with zeros. Codes are checked by form only: a township that nobody registered is still a place.
 */
public final class Region {

    static final int DIGITS = 12;

    private static final long TOWNSHIPS_AND_VILLAGES = 1_000_000L;
    private static final Map<Long, String> NANYANG = new LinkedHashMap<>();

    static {
        name(411300, "南阳市");
        name(411302, "宛城区");
        name(411303, "卧龙区");
        name(411321, "南召县");
        name(411322, "方城县");
        name(411323, "西峡县");
        name(411324, "镇平县");
        name(411325, "内乡县");
        name(411326, "淅川县");
        name(411327, "社旗县");
        name(411328, "唐河县");
        name(411329, "新野县");
        name(411330, "桐柏县");
        name(411381, "邓州市");
    }

    private Region() {}

    /** The regions that have a name: Nanyang and its counties, by 12-digit code. */
    public static Map<Long, String> named() {
        return Collections.unmodifiableMap(NANYANG);
    }

    /** @return the region's name, or null where none is known */
    public static String name(long code) {
        return NANYANG.get(code);
    }

    /** The code as 12 digits. */
    public static String text(long code) {
        String digits = Long.toString(code);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** @return the 12-digit code of 6 or 12 digits, or -1 when the text is neither */
    public static long parse(String text) {
        if (text.length() != 6 && text.length() != DIGITS) {
            return -1;
        }
        long code = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            code = code * 10 + (c - '0');
        }
        return text.length() == 6 ? code * TOWNSHIPS_AND_VILLAGES : code;
    }

    private static void name(long county, String name) {
        NANYANG.put(county * TOWNSHIPS_AND_VILLAGES, name);
    }
}
