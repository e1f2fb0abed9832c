package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads answers into replies, and checks their form on the way: I8, each item at its index and sums that add up. */
final class Answered {

    private static final List<String> VERDICTS = List.of("accepted", "duplicate", "conflict", "rejected", "retry");
    private static final Map<String, Integer> STATUS =
            Map.of("accepted", 201, "duplicate", 200, "conflict", 409, "rejected", 422, "retry", 503);

    private Answered() {}

    static Reply single(HttpResponse<byte[]> answer, Offer offer, SentJournal journal) throws IOException {
        JsonNode body = Client.JSON.readTree(answer.body());
        if (answer.statusCode() >= 500) {
            return refused(answer, body, journal);
        }
        String verdict = body.path("verdict").asText();
        if (answer.statusCode() != STATUS.getOrDefault(verdict, 0)) {
            journal.malformed("status " + answer.statusCode() + " for " + offer + ": " + body);
            return new Reply.Unknown("status " + answer.statusCode());
        }
        return item(body, offer, journal);
    }

    static List<Reply> batch(HttpResponse<byte[]> answer, List<Attempt> sent, SentJournal journal) throws IOException {
        JsonNode body = Client.JSON.readTree(answer.body());
        if (answer.statusCode() >= 500) {
            return Collections.nCopies(sent.size(), refused(answer, body, journal));
        }
        JsonNode items = body.path("items");
        boolean expected = List.of(200, 207, 422).contains(answer.statusCode());
        if (!expected || items.size() != sent.size() || body.path("received").asInt() != sent.size()) {
            journal.malformed("a batch of " + sent.size() + " was answered " + answer.statusCode() + " " + body);
            return Collections.nCopies(sent.size(), new Reply.Unknown("status " + answer.statusCode()));
        }
        List<Reply> replies = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            if (items.path(i).path("index").asInt(-1) != i) {
                journal.malformed("item " + i + " of a batch has index " + items.path(i));
            }
            replies.add(item(items.path(i), sent.get(i).offer(), journal));
        }
        checkSums(body, items, journal);
        return replies;
    }

    /** One line of an upload: there is no retry. */
    static Reply line(JsonNode line, Offer offer, SentJournal journal) {
        Reply reply = item(line, offer, journal);
        if (!(reply instanceof Reply.Receipt)) {
            journal.malformed("a line was answered " + line);
        }
        return reply;
    }

    private static Reply item(JsonNode item, Offer offer, SentJournal journal) {
        String verdict = item.path("verdict").asText();
        if (!item.path("serviceEventId").asText().equals(offer.event()) || !VERDICTS.contains(verdict)) {
            journal.malformed(offer + " was answered " + item);
        }
        return verdict.equals("retry") ? new Reply.Unknown("verdict retry") : Reply.Receipt.of(item);
    }

    private static void checkSums(JsonNode body, JsonNode items, SentJournal journal) {
        Map<String, Integer> counted = new HashMap<>();
        for (JsonNode item : items) {
            counted.merge(item.path("verdict").asText(), 1, Integer::sum);
            counted.merge("replaced", item.has("replaced") ? 1 : 0, Integer::sum);
        }
        int sum = 0;
        for (String verdict : VERDICTS) {
            sum += body.path(verdict).asInt();
            check(body, verdict, counted, journal);
        }
        check(body, "replaced", counted, journal);
        if (sum != body.path("received").asInt()) {
            journal.malformed("verdicts sum up to " + sum + ", received says " + body.path("received"));
        }
    }

    private static void check(JsonNode body, String name, Map<String, Integer> counted, SentJournal journal) {
        if (body.path(name).asInt(-1) != counted.getOrDefault(name, 0)) {
            journal.malformed(name + " says " + body.path(name) + ", the items say " + counted.get(name));
        }
    }

    /** Only 503 with Retry-After is an answer that the contract knows. */
    private static Reply refused(HttpResponse<byte[]> answer, JsonNode body, SentJournal journal) {
        boolean honest = answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent();
        if (!honest) {
            journal.malformed("status " + answer.statusCode() + " without Retry-After: " + body);
        }
        return new Reply.Unknown(body.path("type").asText("status " + answer.statusCode()));
    }
}
