package io.yiping.load.lag;

import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * One rating after the other for an agency that nobody else rates: each is seen in that agency's count itself, not inferred from a
 * version. A refused rating is sent again, as it is, after as long as the service wants.
 *
 * <p>Failure: an {@link IOException} when a rating is answered with anything else, when it is refused or not in the figures for
 * as long as the patience lasts, or when they count more than was sent.
 */
final class Probe {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.ofHours(8));
    private static final int CREATED = 201;
    private static final int STORED_BEFORE = 200;

    private final HttpConnection taking;
    private final StatsReader showing;
    private final String region;
    private final String agency;
    private final Duration patience;
    private long sent;
    private long refused;

    /** @param agency without a rating */
    Probe(HttpConnection taking, HttpConnection showing, String region, String agency, Duration patience) {
        this.taking = taking;
        this.showing = new StatsReader(showing, patience);
        this.region = region;
        this.agency = agency;
        this.patience = patience;
    }

    /** How often a rating was refused. */
    long refused() {
        return refused;
    }

    /** @return nanoseconds from the receipt until the figures had the rating; none: it had been stored by an attempt that was refused */
    OptionalLong run() throws IOException, InterruptedException {
        long refusedBefore = refused;
        Answer answer = send(rating());
        long received = System.nanoTime();
        boolean storedBefore = answer.status() == STORED_BEFORE && refused > refusedBefore;
        if (answer.status() != CREATED && !storedBefore) {
            throw new IOException("a new rating was answered with " + answer.excerpt());
        }
        sent++;
        awaitShown();
        return storedBefore ? OptionalLong.empty() : OptionalLong.of(System.nanoTime() - received);
    }

    /** The first answer that is no refusal, or the last one. */
    private Answer send(byte[] rating) throws IOException, InterruptedException {
        Deadline end = new Deadline(patience);
        Answer answer = taking.postJson("/v1/ratings", rating);
        while (answer.refused() && !end.passed()) {
            refused++;
            end.sleep(answer.retryAfter());
            answer = taking.postJson("/v1/ratings", rating);
        }
        return answer;
    }

    private byte[] rating() {
        return """
                {"serviceEventId": "%s-%d", "level": 5, "channel": "QR", "regionCode": "%s", "agencyCode": "%1$s", "ratedAt": "%4$s"}
                """.formatted(agency, sent, region, time(Instant.now())).getBytes(StandardCharsets.UTF_8);
    }

    /** To the second, which {@code OffsetDateTime}'s own text leaves out at the full minute. */
    static String time(Instant now) {
        return SECONDS.format(now.truncatedTo(ChronoUnit.SECONDS));
    }

    private void awaitShown() throws IOException, InterruptedException {
        long shown = showing.totalOnce("agency=" + agency, ratings -> ratings >= sent, 0, PAUSE)
                .ratings();
        if (shown != sent) {
            throw new IOException("%s counts %,d of the %,d ratings that were sent, after %d ms"
                    .formatted(showing.endpoint(), shown, sent, patience.toMillis()));
        }
    }
}
