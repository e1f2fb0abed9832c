package io.yiping.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import io.yiping.contract.Document.Operation;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Document and service: the same calls, and the document is served as it is written. */
@QuarkusTest
class ServedTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    RegisteredRoutes routes;

    private final Document document = Document.read();

    @Test
    void routes_areThoseOfTheDocument() {
        Set<String> documented = new TreeSet<>();
        document.operations().stream().map(Operation::toString).forEach(documented::add);
        Set<String> registered = routes.under("/v1");
        assertFalse(registered.isEmpty());
        assertEquals(documented, registered);
    }

    @Test
    void document_isServedWhole() {
        JsonNode served = new Api(base).get("/q/openapi?format=json").json();
        List<String> missing = new ArrayList<>();
        compare(document.root(), served, "", missing);
        assertEquals(List.of(), missing);
    }

    private static void compare(JsonNode written, JsonNode served, String at, List<String> missing) {
        if (served == null) {
            missing.add(at + " is missing");
        } else if (written.isContainerNode()) {
            for (Map.Entry<String, JsonNode> member : written.properties()) {
                compare(member.getValue(), served.get(member.getKey()), at + "/" + member.getKey(), missing);
            }
            for (int i = 0; written.isArray() && i < written.size(); i++) {
                compare(written.get(i), served.get(i), at + "/" + i, missing);
            }
        } else if (!written.asText().equals(served.asText())) {
            missing.add(at + " is " + served);
        }
    }
}
