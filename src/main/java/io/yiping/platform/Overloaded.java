package io.yiping.platform;

/** More is asked at once than a bound allows; nothing was tried. Answered 503 {@code overloaded}. */
public final class Overloaded extends RuntimeException {

    public Overloaded(String detail) {
        super(detail, null, false, false);
    }
}
