package io.yiping.platform;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Which of several forms of an answer the client likes best, as {@code Accept} says. */
public final class Accept {

    private Accept() {}

    /** @return one of the types: the first when the client likes none, several alike, or says nothing */
    public static String best(RoutingContext call, String first, String... others) {
        String accept = call.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return first;
        }
        String best = first;
        double liking = liking(accept, first);
        for (String other : others) {
            if (liking(accept, other) > liking) {
                best = other;
                liking = liking(accept, other);
            }
        }
        return best;
    }

    /** The weight of the most specific range that has the type (RFC 9110, 12.5.1); 0 when none has. */
    private static double liking(String accept, String type) {
        double liking = 0;
        int specific = 0;
        for (String one : accept.split(",")) {
            String[] parts = one.split(";", -1);
            String range = parts[0].strip().toLowerCase(Locale.ROOT);
            int match = range.equals(type)
                    ? 3
                    : range.equals(type.replaceAll("/.*", "/*")) ? 2 : range.equals("*/*") ? 1 : 0;
            if (match > specific) {
                specific = match;
                liking = weight(parts);
            }
        }
        return liking;
    }

    private static double weight(String[] range) {
        for (int i = 1; i < range.length; i++) {
            String parameter = range[i].strip();
            if (parameter.matches("[qQ]=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
