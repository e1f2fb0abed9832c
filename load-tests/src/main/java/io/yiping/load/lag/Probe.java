package io.yiping.load.lag;

import io.yiping.load.console.Deadline;
import io.yiping.load.http.Answer;
import io.yiping.load.http.HttpConnection;
import io.yiping.load.reckon.StatsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * One rating after the other for an agency that nobody else rates: its figures count them, so what is seen there is the rating itself,
 * whatever is said of versions.
 *
 * <p>Failure: an {@link IOException} when a rating is not accepted, when it is not in the figures after {@value #PATIENCE_SECONDS}
 * s, or when they count more than was sent.
 */
final class Probe {
    private static final int PATIENCE_SECONDS = 30;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int CREATED = 201;

    private final HttpConnection taking;
    private final StatsReader showing;
    private final String region;
    private final String agency;
    private long sent;

    /** @param agency without a rating */
    Probe(HttpConnection taking, StatsReader showing, String region, String agency) throws IOException {
        this.taking = taking;
        this.showing = showing;
        this.region = region;
        this.agency = agency;
    }

    /** @return nanoseconds from the receipt until the figures had the rating; negative: the rating was refused, come again later */
    long run() throws IOException, InterruptedException {
        Answer answer = taking.postJson("/v1/ratings", rating());
        if (answer.refused()) {
            return -1;
        }
        long accepted = System.nanoTime();
        if (answer.status() != CREATED) {
            throw new IOException("a new rating was answered with " + answer.excerpt());
        }
        sent++;
        Deadline end = new Deadline(Duration.ofSeconds(PATIENCE_SECONDS));
        while (!isShown()) {
            if (end.passed()) {
                throw new IOException("rating %,d is not in the figures of %s after %d s"
                        .formatted(sent, showing.endpoint(), PATIENCE_SECONDS));
            }
            end.sleep(PAUSE);
        }
        return System.nanoTime() - accepted;
    }

    private byte[] rating() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
        return """
                {"serviceEventId": "%s-%d", "level": 5, "channel": "QR", "regionCode": "%s", "agencyCode": "%1$s", "ratedAt": "%4$s"}
                """.formatted(agency, sent, region, now).getBytes(StandardCharsets.UTF_8);
    }

    private boolean isShown() throws IOException, InterruptedException {
        long shown = showing.total("agency=" + agency, 0).ratings();
        if (shown > sent) {
            throw new IOException("%s counts %,d ratings of %,d".formatted(showing.endpoint(), shown, sent));
        }
        return shown == sent;
    }
}
