package io.yiping.rating;

/**
 * 违规项: one rule that a submitted item breaks.
 *
 * @param pointer RFC 6901, from the rating; empty for the rating as a whole
 * @param code stable; partners program against it
 * @param message what to do, in a sentence
 */
public record Violation(String pointer, ViolationCode code, String message) {}
