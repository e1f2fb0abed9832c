package io.yiping.rating;

import java.util.Locale;

/**
 * 处理结论: what became of one submitted item. Each item gets exactly one, so that everywhere
 * {@code received = accepted + duplicate + conflict + rejected + retry}.
 */
public enum Verdict {
    /** Stored and committed: the event had no rating, or a default one that this active one replaced. */
    ACCEPTED,
    /** The event already has this rating; a success. */
    DUPLICATE,
    /** The event already has another rating of the same origin; the first stays. */
    CONFLICT,
    /** The item breaks a rule; its violations say which. */
    REJECTED,
    /** Not known to be stored; safe to send again. */
    RETRY;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
