package io.yiping.lookup;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import io.yiping.Sample;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/ratings/{serviceEventId}}, {@code POST /v1/ratings/lookup}, {@code GET /v1/catalogue}. */
@QuarkusTest
class LookupTest {

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base);
    }

    @Test
    void storedRating_comesBackWhole() {
        Sample rating = Sample.rating()
                .level(2)
                .text("regionCode", "411302")
                .text("matterCode", "11411302MB0F12345X1234567890123")
                .text("windowCode", "A07")
                .text("staffCode", "0815")
                .text("servedAt", "2026-03-02T09:00:00.5+08:00")
                .text("comment", "e\u0301 排队太久")
                .with("options", "[\"214\",\"207\"]")
                .with("proxy", "true");
        Reply posted = api.post("/v1/ratings", rating.json());
        assertEquals(201, posted.status(), posted::toString);
        JsonNode stored = api.get("/v1/ratings/" + rating.event()).json();
        assertEquals("411302000000", stored.get("regionCode").asText());
        assertEquals("[\"207\",\"214\"]", stored.get("options").toString());
        assertEquals("\u00e9 排队太久", stored.get("comment").asText());
        assertEquals("2026-03-02T01:00:00.500Z", stored.get("servedAt").asText());
        assertEquals("2026-03-02T01:30:00Z", stored.get("ratedAt").asText());
        assertEquals("ACTIVE", stored.get("origin").asText());
        assertEquals(true, stored.get("proxy").asBoolean());
        assertEquals(posted.json().get("receivedAt"), stored.get("receivedAt"));
    }

    @Test
    void unknownEvent_404() {
        for (String id : new String[] {"nobody", "%00", "a%20b", "x".repeat(70), "a%2Fb"}) {
            Reply reply = api.get("/v1/ratings/" + id);
            assertEquals(404, reply.status(), id);
            assertEquals("application/problem+json", reply.header("Content-Type"));
        }
    }

    @Test
    void lookup_foundAndMissing() {
        Sample one = Sample.rating();
        api.post("/v1/ratings", one.json());
        String body = "{\"serviceEventIds\":[\"%s\",\"nobody\",\"\\u0000\",\"%1$s\"]}".formatted(one.event());
        JsonNode answer = api.post("/v1/ratings/lookup", body).json();
        assertEquals(1, answer.get("found").size());
        assertEquals(one.event(), answer.at("/found/0/serviceEventId").asText());
        assertEquals(5, answer.at("/found/0/level").asInt());
        assertFalse(answer.at("/found/0/receivedAt").asText().isEmpty());
        assertEquals("[\"nobody\",\"\\u0000\"]", answer.get("missing").toString());
    }

    @Test
    void lookup_limitsAndMistakes() {
        String thousandAndOne = "{\"serviceEventIds\":[" + ids(1_001) + "]}";
        assertEquals(422, api.post("/v1/ratings/lookup", thousandAndOne).status());
        assertEquals(
                200,
                api.post("/v1/ratings/lookup", "{\"serviceEventIds\":[" + ids(1_000) + "]}")
                        .status());
        assertEquals(
                200, api.post("/v1/ratings/lookup", "{\"serviceEventIds\":[]}").status());
        for (String body : new String[] {
            "{}", "[]", "{\"ids\":[]}", "{\"serviceEventIds\":[5]}", "5", "{\"serviceEventIds\":[\"\\ud800\"]}"
        }) {
            assertEquals(422, api.post("/v1/ratings/lookup", body).status(), body);
        }
        for (String body : new String[] {"", "{", "{\"serviceEventIds\":[}"}) {
            assertEquals(400, api.post("/v1/ratings/lookup", body).status(), body);
        }
    }

    @Test
    void catalogue_hasBothGenerations() {
        JsonNode catalogue = api.get("/v1/catalogue").json();
        assertEquals(5, catalogue.get("levels").size());
        assertEquals(
                200,
                api.send(api.request("/v1/catalogue").method("HEAD", noBody())).status());
        assertEquals(9, catalogue.get("channels").size());
        assertEquals(15, catalogue.get("regions").size());
        assertEquals("河南省", catalogue.at("/regions/0/name").asText());
        assertEquals("窗口评价器", catalogue.at("/channels/3/name").asText());
        int inForce = 0;
        int retired = 0;
        for (JsonNode option : catalogue.get("options")) {
            assertEquals(
                    option.get("level").asText(), option.get("code").asText().substring(0, 1));
            if (option.get("state").asText().equals("IN_FORCE")) {
                inForce++;
            } else {
                retired++;
            }
        }
        assertEquals(40, inForce);
        assertEquals(32, retired);
    }

    @Test
    void frameworkErrors_areProblems() {
        assertProblem(404, "/problems/not-found", api.get("/v2"));
        assertProblem(404, "/problems/not-found", api.get("/v1/"));
        Reply wrongMethod = api.send(api.request("/v1/ratings/batch")
                .header("Content-Type", "application/json")
                .method("DELETE", noBody()));
        assertProblem(405, "/problems/method-not-allowed", wrongMethod);
        assertEquals("GET, HEAD, POST", wrongMethod.header("Allow"));
        Reply ofCollection = api.send(api.request("/v1/ratings/").method("DELETE", noBody()));
        assertEquals("GET, HEAD, POST", ofCollection.header("Allow"));
        assertProblem(400, "/problems/parameter-invalid", api.get("/v1/catalogue?lang=en"));
        assertProblem(400, "/problems/parameter-invalid", api.post("/v1/ratings/batch?result=problems", "[]"));
    }

    private static void assertProblem(int status, String type, Reply reply) {
        assertEquals(status, reply.status(), reply::toString);
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(type, reply.json().get("type").asText());
        assertEquals(status, reply.json().get("status").asInt());
    }

    private static String ids(int count) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < count; i++) {
            ids.append(i == 0 ? "" : ",").append("\"id-").append(i).append('"');
        }
        return ids.toString();
    }
}
