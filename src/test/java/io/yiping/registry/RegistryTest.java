package io.yiping.registry;

import static io.yiping.registry.Lists.CSV;
import static io.yiping.registry.Lists.NDJSON;
import static io.yiping.registry.Lists.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.Api.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code PUT} and {@code GET /v1/registry/{kind}}: what is taken, what is refused, what it has changed. */
@QuarkusTest
class RegistryTest {

    private static final String AGENCY = "11411302MB0F12345X";
    private static final String OTHER = "11411303MB0F12345X";

    @TestHTTPResource("/")
    URI base;

    private Api api;
    private Lists lists;

    @BeforeEach
    void connect() {
        api = new Api(base);
        lists = new Lists(api);
    }

    @Test
    void shipped_isNanyangAndTheChannels() {
        Reply regions = lists.get("regions", CSV);
        List<String> lines = regions.response().body().lines().toList();
        assertEquals("code,name,parent", lines.get(0));
        assertEquals("410000000000,河南省,", lines.get(1));
        assertEquals("411300000000,南阳市,410000000000", lines.get(2));
        assertEquals("411381000000,邓州市,411300000000", lines.get(15));
        assertEquals(16, lines.size());
        assertEquals(9, api.get("/v1/registry/channels").json().get("rows").size());
    }

    @Test
    void list_takesTheOthersPlace() {
        lists.load("windows", entry("A1", "一") + entry("A2", "二") + entry("A3", "三", AGENCY));
        JsonNode second = lists.load("windows", entry("A2", "二") + entry("A3", "三", OTHER) + entry("A4", "四"));
        assertEquals("[3,1,1,1,1]", counts(second));
        JsonNode page = api.get("/v1/registry/windows").json();
        assertEquals(second.get("version"), page.get("version"));
        assertEquals(3, page.get("entries").asInt());
        assertEquals(
                "{\"code\":\"A3\",\"name\":\"三\",\"parent\":\"%s\"}".formatted(OTHER),
                page.at("/rows/1").toString());
        JsonNode again = lists.load("windows", entry("A4", "四") + entry("A3", "三", OTHER) + entry("A2", "二"));
        assertEquals("[3,0,0,0,3]", counts(again));
        assertEquals(second.get("version"), again.get("version"));
        assertEquals("[0,0,0,3,0]", counts(lists.load("windows", "")));
        // An entry that was gone may come back.
        assertEquals("[1,1,0,0,0]", counts(lists.load("windows", entry("A2", "二"))));
        assertEquals(0, difference());
    }

    private static String counts(JsonNode summary) {
        List<String> counts = new ArrayList<>();
        for (String name : List.of("entries", "added", "changed", "removed", "unchanged")) {
            counts.add(summary.get(name).asText());
        }
        return "[" + String.join(",", counts) + "]";
    }

    private long difference() {
        return api.get("/v1/audit/counts").json().get("difference").asLong();
    }

    @Test
    void wholeList_goesBackAsItCame() {
        lists.load("windows", entry("A1", "甲, \\\"乙\\\"", AGENCY) + entry("A2", "'丙' \uD83D\uDE00"));
        for (String type : List.of(CSV, NDJSON)) {
            String whole = lists.get("windows", type).response().body();
            Reply back = lists.put("windows", type, whole);
            assertEquals("[2,0,0,0,2]", counts(back.json()), whole);
            Reply packed = lists.put(
                    "windows",
                    type,
                    Api.gzip(("\uFEFF" + whole).getBytes(StandardCharsets.UTF_8)),
                    "Content-Encoding",
                    "gzip");
            assertEquals("[2,0,0,0,2]", counts(packed.json()), whole);
        }
        String unix = "parent,code,name\n" + AGENCY + ",A1,\"甲, \"\"乙\"\"\"\n\n,A2,'丙' \uD83D\uDE00";
        assertEquals("[2,0,0,0,2]", counts(lists.put("windows", CSV, unix).json()));
    }

    @Test
    void parents_areInTheCode() {
        String matter = AGENCY + "4123456789012";
        lists.load("matters", entry(matter, "身份证") + entry(matter + "01", "换领", OTHER));
        JsonNode rows = api.get("/v1/registry/matters").json().get("rows");
        assertEquals(AGENCY, rows.at("/0/parent").asText());
        assertEquals(OTHER, rows.at("/1/parent").asText());
        Reply shipped = lists.get("regions", NDJSON);
        try {
            String regions = entry("411302001", "x").replace("411302001", "411302001000") + entry("411302", "宛城");
            lists.load("regions", regions);
            JsonNode page = api.get("/v1/registry/regions").json();
            assertEquals("411300000000", page.at("/rows/0/parent").asText());
            assertEquals("411302000000", page.at("/rows/1/parent").asText());
        } finally {
            lists.load("regions", shipped.response().body());
        }
    }

    @Test
    void violations_areAllToldAndNothingIsStored() {
        JsonNode before = lists.load("agencies", entry(AGENCY, "数据局", "411302"));
        String body = entry("11411302MB0F1234", "短")
                + entry(OTHER, "=1+1")
                + "\n"
                + entry(OTHER, "好", "4113")
                + entry(OTHER, "好")
                + entry(OTHER, "又")
                + "{\"code\":\"" + OTHER + "\",\"name\":5,\"name\":\"x\",\"boss\":1}\n"
                + "{\"code\":\n"
                + "[]\n"
                + "{\"name\":\"\\ud800\"}\n"
                + entry(OTHER, "长".repeat(101))
                + "{\"code\":\"" + "x".repeat(4100) + "\"}";
        Reply reply = lists.put("agencies", NDJSON, body);
        assertEquals(422, reply.status());
        List<String> told = new ArrayList<>();
        for (JsonNode one : reply.json().get("violations")) {
            told.add(one.get("line").asText() + one.get("pointer").asText() + " "
                    + one.get("code").asText());
        }
        assertEquals(
                List.of(
                        "1/code malformed",
                        "2/name malformed",
                        "4/parent malformed",
                        "6/code repeated-code",
                        "7/name wrong-type",
                        "7 unknown-field",
                        "8 not-json",
                        "9 wrong-type",
                        "10/code required",
                        "10/name invalid-text",
                        "11/name too-long",
                        "12 line-too-long"),
                told);
        assertEquals(
                before.get("version"), api.get("/v1/registry/agencies").json().get("version"));
    }

    @Test
    void violations_manyAreCounted() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            body.append(entry("FAX" + i, "传真"));
        }
        JsonNode problem = lists.put("channels", NDJSON, body.toString()).json();
        assertEquals(250, problem.get("violationCount").asInt());
        assertEquals(100, problem.get("violations").size());
        assertEquals("unknown-value", problem.at("/violations/99/code").asText());
    }

    @Test
    void csv_violationsNameTheirLines() {
        assertEquals("1 unknown-field", only(lists.put("windows", CSV, "code,name,tel\nA,B,1\n")));
        assertEquals("1 required", only(lists.put("windows", CSV, "code\nA\n")));
        assertEquals("1 required", only(lists.put("windows", CSV, "")));
        assertEquals("3 malformed", only(lists.put("windows", CSV, "code,name\nA,B\nC,D,E\n")));
        assertEquals("4/name required", only(lists.put("windows", CSV, "code,name\r\nA,B\r\n\r\nC,\r\n")));
        assertEquals("2/name required", only(lists.put("windows", CSV, "code,name\nA\n")));
        assertEquals("3 malformed", only(lists.put("windows", CSV, "code,name\nA,B\nC,\"D\n")));
        byte[] latin = "code,name\nA,é\n".getBytes(StandardCharsets.ISO_8859_1);
        Reply notUtf8 = lists.put("windows", CSV, latin);
        assertEquals("invalid-text", notUtf8.json().at("/violations/0/code").asText());
    }

    private static String only(Reply reply) {
        assertEquals(422, reply.status(), reply::toString);
        JsonNode violations = reply.json().get("violations");
        assertEquals(1, violations.size(), reply::toString);
        return violations.at("/0/line").asText()
                + violations.at("/0/pointer").asText() + " "
                + violations.at("/0/code").asText();
    }

    /** A few kilobytes of gzip must not become gigabytes of values. */
    @Test
    void csv_endlessLinesAndValuesAreRefused() throws IOException {
        for (String body : List.of(
                "code,name\n" + ",".repeat(20_000_000),
                "code,name\n\"" + "x".repeat(20_000_000) + "\",y\n",
                ",".repeat(20_000_000))) {
            Reply refused = lists.put("windows", Lists.CSV, gzip(body), "Content-Encoding", "gzip");
            assertEquals(422, refused.status(), refused::toString);
            assertEquals(1, refused.json().get("violations").size());
        }
    }

    @Test
    void emptyList_isTakenOnlyWhenItIsMeant() {
        lists.load("windows", Lists.entry("empty-1", "一号窗口"));
        for (String type : List.of(NDJSON, CSV)) {
            String body = type.equals(CSV) ? "code,name,parent\r\n" : "\n";
            Reply refused = lists.put("windows", type, body);
            assertEquals(422, refused.status(), refused::toString);
            assertEquals("required", refused.json().at("/violations/0/code").asText());
        }
        Reply meant = lists.put("windows", CSV, "code,name,parent\r\n", "If-Match", "*");
        assertEquals(200, meant.status(), meant::toString);
        assertEquals(0, meant.json().get("entries").asInt());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void ifMatch_letsOneOfTwoEditorsThrough() {
        lists.load("windows", entry("A1", "一"));
        String tag = lists.get("windows", CSV).header("ETag");
        assertEquals(
                200,
                lists.put("windows", NDJSON, entry("A1", "甲"), "If-Match", tag).status());
        Reply late = lists.put("windows", NDJSON, entry("A1", "乙"), "If-Match", tag);
        assertEquals(412, late.status());
        assertEquals("/problems/registry-changed", late.json().get("type").asText());
        Reply now = lists.get("windows", "application/json");
        assertEquals("甲", now.json().at("/rows/0/name").asText());
        assertNotEquals(tag, now.header("ETag"));
        String list = now.header("ETag") + ", \"4.0.0.C\"";
        Reply other = lists.put("windows", NDJSON, entry("A1", "乙"), "If-Match", list);
        assertEquals(200, other.status(), other::toString);
        assertEquals(
                other.header("ETag"), lists.get("windows", "application/json").header("ETag"));
        assertEquals(200, lists.put("windows", NDJSON, "", "If-Match", "*").status());
    }

    @Test
    void knownTag_304() {
        String tag = api.get("/v1/registry/channels").header("ETag");
        Reply known = api.send(api.request("/v1/registry/channels")
                .header("If-None-Match", tag)
                .GET());
        assertEquals(304, known.status());
        Reply asCsv = api.send(api.request("/v1/registry/channels")
                .header("If-None-Match", tag)
                .header("Accept", CSV)
                .GET());
        assertEquals(200, asCsv.status());
    }

    @Test
    void pages_stayThoseOfTheFirst() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 100; i < 350; i++) {
            before.append(entry("W" + i, "旧" + i));
            after.append(i % 2 == 0 ? entry("W" + i, "新" + i) : "").append(entry("X" + i, "新"));
        }
        lists.load("windows", before.toString());
        List<String> names = new ArrayList<>();
        JsonNode page = api.get("/v1/registry/windows?limit=100").json();
        lists.load("windows", after.toString());
        while (true) {
            page.get("rows").forEach(row -> names.add(row.get("name").asText()));
            if (!page.has("nextCursor")) {
                break;
            }
            page = api.get("/v1/registry/windows?limit=100&cursor="
                            + page.get("nextCursor").asText())
                    .json();
        }
        assertEquals(250, names.size());
        assertEquals("旧349", names.get(249));
        assertTrue(names.stream().allMatch(name -> name.startsWith("旧")), names::toString);
        assertEquals(
                "新100",
                api.get("/v1/registry/windows").json().at("/rows/0/name").asText());
        lists.load("windows", "");
    }

    @Test
    void progress_isToldAndTheSummaryLast() {
        Reply good = lists.put("windows", NDJSON, entry("A1", "一"), "Accept", NDJSON);
        List<String> lines = good.response().body().lines().toList();
        assertTrue(lines.get(lines.size() - 1).startsWith("{\"summary\":{\"kind\":\"windows\""), lines::toString);
        assertTrue(lines.contains("{\"read\":1}"), lines::toString);
        Reply bad = lists.put("windows", NDJSON, "{}", "Accept", NDJSON);
        assertEquals(200, bad.status());
        String last = bad.response().body().lines().toList().get(lines.size() - 1);
        assertTrue(last.startsWith("{\"problem\":{\"type\":\"/problems/registry-invalid\""), last);
        lists.load("windows", "");
    }

    @Test
    void registry_namesItsLists() {
        long version = lists.load("windows", entry("A1", Long.toString(System.nanoTime())))
                .get("version")
                .asLong();
        JsonNode all = api.get("/v1/registry").json().get("lists");
        assertEquals(5, all.size());
        assertEquals("windows", all.at("/3/kind").asText());
        assertEquals(version, all.at("/3/version").asLong());
        assertEquals(1, all.at("/3/entries").asInt());
        assertFalse(all.at("/3/changedAt").asText().isEmpty());
        lists.load("windows", "");
    }
}
