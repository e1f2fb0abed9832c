package io.yiping.load.generate;

/** One rating that keeps the rules. {@code desk} may be null, {@code servedAt} 0 for absent; times in milliseconds since 1970. */
record Rating(
        ServiceEvent event,
        Opinion opinion,
        boolean byDefault,
        Channel channel,
        Desk desk,
        boolean proxy,
        long ratedAt,
        long servedAt,
        Notation notation) {

    int level() {
        return opinion.level();
    }

    Rating saying(Opinion other) {
        return new Rating(event, other, byDefault, channel, desk, proxy, ratedAt, servedAt, notation);
    }

    Rating of(ServiceEvent other) {
        return new Rating(other, opinion, byDefault, channel, desk, proxy, ratedAt, servedAt, notation);
    }

    Rating at(long otherRatedAt, long otherServedAt) {
        return new Rating(event, opinion, byDefault, channel, desk, proxy, otherRatedAt, otherServedAt, notation);
    }

    String regionCode() {
        Region region = event.region();
        return notation.shortRegion() && region.hasShortForm() ? region.shortForm() : region.code();
    }
}
