package io.yiping.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.yiping.Api;
import io.yiping.Sample;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uploads as nobody should send them: each ends or is worked through, keeps what it committed, and harms no neighbour. */
@QuarkusTest
@TestProfile(StreamTest.LittlePatience.class)
@Timeout(120)
class StreamAbuseTest {

    private static final int PLACES = 256;
    private static final int MANY = 1_000;
    private static final int BOMB = 128 * 1024 * 1024;

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    @Inject
    Uploads uploads;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void trickle_isNoProgress() throws Exception {
        List<RawUpload> uploads = new ArrayList<>();
        List<Thread> trickles = new ArrayList<>();
        for (String drop : List.of("x", "\n", " ")) {
            RawUpload upload = new RawUpload(base, "");
            upload.send(Sample.rating().json() + "\n");
            uploads.add(upload);
            trickles.add(trickling(upload, drop));
        }
        for (RawUpload upload : uploads) {
            List<JsonNode> answers = parsed(upload.readAll());
            assertEquals("/problems/body-timeout", problem(answers));
            assertEquals("1 = 1 + 0 + 0 + 0 + 0, replaced 0", summary(answers));
        }
        for (Thread trickle : trickles) {
            // Hung up on in the end: it stops for nothing else.
            trickle.join();
        }
        for (RawUpload upload : uploads) {
            upload.close();
        }
    }

    @Test
    void slowButHonest_isTaken() throws Exception {
        String longLine = Sample.rating().json() + " ".repeat(15_000) + "\n";
        try (RawUpload upload = new RawUpload(base, "")) {
            for (int i = 0; i < 7; i++) {
                upload.send(Sample.rating().json() + "\n");
                Thread.sleep(700);
            }
            for (int i = 0; i < longLine.length(); i += 3_000) {
                upload.send(longLine.substring(i, Math.min(longLine.length(), i + 3_000)));
                Thread.sleep(700);
            }
            upload.end();
            assertEquals("8 = 8 + 0 + 0 + 0 + 0, replaced 0", summary(parsed(upload.readAll())));
        }
    }

    @Test
    void lessThanItsContentLength_isEndedAndKept() throws Exception {
        String line = Sample.rating().json() + "\n";
        try (RawUpload upload = new RawUpload(base, "", "Content-Length: 100000")) {
            upload.sendBare(line + "{\"half");
            List<JsonNode> answers = parsed(upload.readAll());
            assertEquals("/problems/body-timeout", problem(answers));
            assertEquals("1 = 1 + 0 + 0 + 0 + 0, replaced 0", summary(answers));
        }
    }

    @Test
    void moreThanItsContentLength_isAnotherRequestAndNoRating() throws Exception {
        String line = Sample.rating().json() + "\n";
        Sample beyond = Sample.rating();
        try (RawUpload upload = new RawUpload(base, "", "Content-Length: " + line.length())) {
            upload.sendBare(line + beyond.json() + "\r\n\r\n");
            assertEquals("1 = 1 + 0 + 0 + 0 + 0, replaced 0", summary(parsed(upload.readAll())));
            String rest = upload.readUntilClosed();
            assertTrue(rest.contains(" 400 Bad Request"), rest);
        }
        assertEquals(404, api.get("/v1/ratings/" + beyond.event()).status());
    }

    @Test
    void brokenChunks_storeNoHalfLine() throws Exception {
        for (String breaking : List.of("zz\r\n", "-1\r\n", "1000\r\n{\"half\":", "fffffffffff\r\n")) {
            Sample whole = Sample.rating();
            Sample half = Sample.rating();
            try (RawUpload upload = new RawUpload(base, "")) {
                upload.send(whole.json() + "\n"
                        + half.json().substring(0, half.json().length() - 1));
                assertTrue(upload.readLine().startsWith("{\"committedThrough\":1,"));
                upload.sendBare(breaking);
                assertFalse(ending(upload).contains("\"accepted\":2"), breaking);
            }
            assertEquals(200, api.get("/v1/ratings/" + whole.event()).status());
            assertEquals(404, api.get("/v1/ratings/" + half.event()).status());
        }
        assertAllPlacesAreFree();
    }

    @Test
    void lineOf20Megabytes_isSkippedToItsNewline() {
        for (String encoding : List.of("identity", "gzip")) {
            String body = "x".repeat(20_000_000) + "\n" + Sample.rating().json() + "\n";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            List<JsonNode> answers = post(encoding.equals("gzip") ? Api.gzip(bytes) : bytes, encoding);
            assertEquals(1, answers.get(0).get("line").asLong());
            assertEquals(" line-too-long", SingleTest.violations(answers.get(0)));
            assertEquals("2 = 1 + 0 + 0 + 1 + 0, replaced 0", summary(answers));
        }
    }

    @Test
    void gzipBombs_areWorkedThroughBesideTheirNeighbours() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(3);
        Future<List<JsonNode>> spaces = bomb(clients, " ");
        Future<List<JsonNode>> endlessLine = bomb(clients, "x");
        Future<List<JsonNode>> newlines = bomb(clients, "\n");
        int beside = 0;
        while (!spaces.isDone() || !endlessLine.isDone() || !newlines.isDone()) {
            assertEquals(201, api.post("/v1/ratings", Sample.rating().json()).status());
            beside++;
        }
        assertEquals("2 = 1 + 0 + 0 + 1 + 0, replaced 0", summary(spaces.get()));
        assertEquals("2 = 1 + 0 + 0 + 1 + 0, replaced 0", summary(endlessLine.get()));
        assertEquals("1 = 1 + 0 + 0 + 0 + 0, replaced 0", summary(newlines.get()));
        assertTrue(beside > 10, "neighbours answered meanwhile: " + beside);
        clients.shutdown();
    }

    @Test
    void heavyAnswersThatNobodyReads_areNotPiledUp() throws Exception {
        StringBuilder heavy = new StringBuilder();
        for (char name = 'a'; name < 'a' + 16; name++) {
            heavy.append(",\"").append(String.valueOf(name).repeat(38)).append("\":1");
        }
        byte[] lines = ("{" + heavy.substring(1) + "}\n").repeat(1_000).getBytes(StandardCharsets.UTF_8);
        try (RawUpload upload = new RawUpload(base, "");
                Connection other = database.getConnection()) {
            // While the first line waits for the database the others are gathered to a chunk of 4,000.
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE rating IN ACCESS EXCLUSIVE MODE");
            upload.send(Sample.rating().json() + "\n");
            int sent = 0;
            while (sent < 100 && upload.sendUnlessStuck(lines)) {
                sent++;
            }
            other.rollback();
            assertTrue(sent < 100, "the reading never paused");
            upload.awaitUnstuck();
            String all = upload.readAll();
            List<JsonNode> answers = parsed(all);
            assertEquals("/problems/answers-unread", problem(answers));
            assertEquals(
                    answers.get(answers.size() - 3).get("committedThrough").asLong(),
                    answers.get(answers.size() - 1).at("/summary/received").asLong());
            // The sockets' own buffers take 4 MB; ours 256 KiB. The answers to a chunk have 11 MB.
            assertTrue(all.length() < 7_000_000, "answers piled up: " + all.length());
        }
    }

    @Test
    void whoNeverReads_isHungUpOn() throws Exception {
        byte[] bad = "{\"level\":9}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        try (RawUpload upload = new RawUpload(base, "")) {
            assertThrows(IOException.class, () -> {
                while (true) {
                    upload.send(bad);
                }
            });
        }
    }

    @Test
    void whoNeverReadsAFiniteBody_givesItsPlaceBack() throws Exception {
        byte[] bad = "{\"level\":9}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        RawUpload upload = new RawUpload(base, "");
        for (int i = 0; i < 150; i++) {
            if (!upload.sendUnlessStuck(bad)) {
                upload.awaitUnstuck();
            }
        }
        upload.end();
        long until = System.currentTimeMillis() + 60_000;
        while (uploads.active() > 0 && System.currentTimeMillis() < until) {
            Thread.sleep(50);
        }
        assertEquals(0, uploads.active(), "the place of an upload that nobody reads");
        upload.close();
    }

    @Test
    void twoHundredAtOnce_areAllAnsweredBesideTheirNeighbours() throws Exception {
        int lines = 500;
        ExecutorService clients = Executors.newFixedThreadPool(200);
        List<Future<List<JsonNode>>> uploads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            uploads.add(clients.submit(() -> {
                StringBuilder body = new StringBuilder();
                for (int n = 0; n < lines; n++) {
                    body.append(Sample.rating().json()).append('\n');
                }
                return post(body.toString().getBytes(StandardCharsets.UTF_8), "identity");
            }));
        }
        int taken = 0;
        while (!uploads.stream().allMatch(Future::isDone)) {
            Api.Reply reply = api.post("/v1/ratings", Sample.rating().json());
            // A slow machine may have more to do than 2 s; that is said at once.
            assertTrue(reply.status() == 201 || reply.header("Retry-After") != null, reply::toString);
            taken += reply.status() == 201 ? 1 : 0;
        }
        assertTrue(taken > 0, "no neighbour was taken");
        for (Future<List<JsonNode>> upload : uploads) {
            assertEquals("%d = %1$d + 0 + 0 + 0 + 0, replaced 0".formatted(lines), summary(upload.get()));
        }
        clients.shutdown();
    }

    @Test
    void manyThatHoldLittle_leaveTheMemoryToOneWithMuch() throws Exception {
        int lines = 20_000;
        StringBuilder body = new StringBuilder();
        for (int n = 0; n < lines; n++) {
            body.append(Sample.rating().json()).append('\n');
        }
        List<RawUpload> little = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawUpload upload = new RawUpload(base, "");
                upload.send(Sample.rating().json() + "\n");
                little.add(upload);
            }
            List<JsonNode> answers = post(body.toString().getBytes(StandardCharsets.UTF_8), "identity");
            assertEquals("%d = %1$d + 0 + 0 + 0 + 0, replaced 0".formatted(lines), summary(answers));
            long commits = answers.stream()
                    .filter(answer -> answer.has("committedThrough"))
                    .count();
            // Shares of a two-hundredth would be 90 lines each.
            assertTrue(commits < 60, () -> "it was cut into small pieces: " + commits);
        } finally {
            for (RawUpload upload : little) {
                upload.close();
            }
        }
    }

    @Test
    void moreThanThereArePlaces_areRefusedUntilOneIsFree() throws Exception {
        assertAllPlacesAreFree();
    }

    @Test
    void refused_isToldAndNotReadForEver() throws Exception {
        for (String header : List.of("Content-Encoding: br", "Content-Encoding: gzip")) {
            try (RawUpload upload = new RawUpload(base, "?results=none", header, "Transfer-Encoding: chunked")) {
                Thread trickle = trickling(upload, "x");
                assertTrue(upload.head().startsWith("HTTP/1.1 4"), upload.head());
                trickle.join();
            }
        }
    }

    /**
     * One is refused, but not before all places are taken. Connections that were closed give theirs back a little later; on
     * a slow machine the first are ended before the last are taken.
     */
    private void assertAllPlacesAreFree() throws Exception {
        int had = takePlaces();
        for (int attempt = 0; had < PLACES && attempt < 300; attempt++) {
            Thread.sleep(100);
            had = takePlaces();
        }
        assertTrue(had >= PLACES && had < MANY, "places: " + had);
    }

    /** @return how many uploads were taken before one was refused; all are closed again */
    private int takePlaces() throws IOException {
        List<RawUpload> held = new ArrayList<>();
        try {
            while (held.size() < MANY) {
                RawUpload upload = new RawUpload(base, "");
                held.add(upload);
                upload.send(Sample.rating().level(9).json() + "\n");
                if (upload.head().startsWith("HTTP/1.1 503 ")) {
                    assertTrue(upload.head().toLowerCase(Locale.ROOT).contains("retry-after: "), upload.head());
                    return held.size() - 1;
                }
            }
            return held.size();
        } finally {
            for (RawUpload upload : held) {
                upload.close();
            }
        }
    }

    private static Thread trickling(RawUpload upload, String drop) {
        Thread trickle = new Thread(() -> {
            try {
                while (true) {
                    upload.send(drop);
                    Thread.sleep(100);
                }
            } catch (IOException hungUp) {
                return;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        trickle.start();
        return trickle;
    }

    /** What comes until the end, however it ends. */
    private static String ending(RawUpload upload) {
        StringBuilder all = new StringBuilder();
        try {
            for (String line = upload.readLine(); line != null; line = upload.readLine()) {
                all.append(line).append('\n');
            }
        } catch (IOException cut) {
            all.append("cut");
        }
        return all.toString();
    }

    /** Much of one thing, then a newline and a rating. */
    private Future<List<JsonNode>> bomb(ExecutorService clients, String filling) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] much = filling.repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < BOMB / much.length; i++) {
                gzip.write(much);
            }
            gzip.write(("\n" + Sample.rating().json()).getBytes(StandardCharsets.UTF_8));
        }
        return clients.submit(() -> post(packed.toByteArray(), "gzip"));
    }

    private List<JsonNode> post(byte[] body, String encoding) {
        Api.Reply reply = api.send(api.request("/v1/ratings/stream")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
        assertEquals(200, reply.status(), reply::toString);
        return parsed(reply.response().body());
    }

    private static List<JsonNode> parsed(String ndjson) {
        return StreamTest.parsed(ndjson);
    }

    private static String summary(List<JsonNode> answers) {
        return StreamTest.summary(answers);
    }

    private static String problem(List<JsonNode> answers) {
        return answers.get(answers.size() - 2).at("/problem/type").asText();
    }
}
