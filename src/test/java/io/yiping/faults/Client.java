package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.yiping.contract.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Sends ratings, singly and in batches, and notes in the journal what it sends and what it is told,
 * and where an answer is not one of the OpenAPI document.
 *
 * <p>Failure: none is thrown; whatever goes wrong on the way is an unknown. Thread-safety: safe.
 */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Shorter than the service's patience with its database: some answers come too late, as in life. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final SentJournal journal;
    private final Wire wire;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Client(SentJournal journal) {
        this.journal = journal;
        this.wire = (request, body) -> sendByJdk(request);
    }

    /** @param wire by which ratings are sent; the rest goes the usual way */
    Client(SentJournal journal, Wire wire) {
        this.journal = journal;
        this.wire = wire;
    }

    /** @return false when the answer is not known */
    boolean post(ServiceProcess service, Offer offer) {
        return post(service, journal.invoke(List.of(offer)).get(0));
    }

    boolean postBatch(ServiceProcess service, List<Offer> offers) {
        return sendBatch(service, journal.invoke(offers));
    }

    boolean postAgain(ServiceProcess service, List<Attempt> unknown) {
        journal.invokeAgain();
        return sendBatch(service, unknown);
    }

    /** @return the receipt, or null */
    Reply.Receipt postForReceipt(ServiceProcess service, Offer offer) {
        Attempt attempt = journal.invoke(List.of(offer)).get(0);
        post(service, attempt);
        return attempt.receipt();
    }

    /**
     * Asks.
     *
     * @param headers names and values
     * @return the answer, or null when there was none
     */
    HttpResponse<byte[]> get(ServiceProcess service, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path)).GET();
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return checked(sendByJdk(request.timeout(PATIENCE).build()));
        } catch (IOException away) {
            return null;
        }
    }

    /** Sends without a note. */
    HttpResponse<byte[]> postJson(ServiceProcess service, String path, JsonNode body) throws IOException {
        return send(service, path, bytes(body));
    }

    private boolean post(ServiceProcess service, Attempt attempt) {
        byte[] body = bytes(attempt.offer().json());
        Reply reply;
        try {
            HttpResponse<byte[]> answer = send(service, "/v1/ratings", body);
            reply = Answered.single(answer, attempt.offer(), journal);
        } catch (IOException e) {
            reply = unknown(e);
        }
        journal.answered(List.of(attempt), List.of(reply));
        return reply instanceof Reply.Receipt;
    }

    private boolean sendBatch(ServiceProcess service, List<Attempt> attempts) {
        ArrayNode items = JSON.createArrayNode();
        attempts.forEach(attempt -> items.add(attempt.offer().json()));
        List<Reply> replies;
        try {
            HttpResponse<byte[]> answer = send(service, "/v1/ratings/batch", bytes(items));
            replies = Answered.batch(answer, attempts, journal);
        } catch (IOException e) {
            replies = Collections.nCopies(attempts.size(), unknown(e));
        }
        journal.answered(attempts, replies);
        return replies.stream().allMatch(Reply.Receipt.class::isInstance);
    }

    private static Reply unknown(IOException e) {
        return new Reply.Unknown(e.getClass().getSimpleName());
    }

    private HttpResponse<byte[]> send(ServiceProcess service, String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return checked(wire.send(request, body));
    }

    private HttpResponse<byte[]> sendByJdk(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpResponse<byte[]> checked(HttpResponse<byte[]> answer) {
        Answer.of(answer, new String(answer.body(), StandardCharsets.UTF_8))
                .faults()
                .forEach(journal::malformed);
        return answer;
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("JSON in memory", e);
        }
    }
}
