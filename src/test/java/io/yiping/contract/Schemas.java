package io.yiping.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what is wrong with a value: where it does not keep to its schema, and which of its members the document does not
 * mention. The schemas themselves allow members to be added; the service has to document them first.
 *
 * <p>Of NDJSON, a text, each line is checked against the schema of the text's content; of server-sent events each one's data.
 *
 * <p>Thread-safety: safe.
 */
final class Schemas {

    /** What OpenAPI 3.1 schemas are, with two words that say nothing about values. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("components"))
            .keyword(new NonValidationKeyword("example"))
            .build();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(DIALECT);
    /** By the node itself: a schema stands once in the document, and compiling costs more than a thousand checks. */
    private final Map<JsonNode, Schema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Document document;

    Schemas(Document document) {
        this.document = document;
    }

    /** @return nothing when all is well */
    List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        compiled.computeIfAbsent(schema, this::compile)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> faults.add(error.toString()));
        undocumented(schema, value, "", faults);
        faultsOfLines(schema, value, faults);
        return faults;
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = Document.JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.root().get("components"));
        return registry.getSchema(whole);
    }

    private void faultsOfLines(JsonNode schema, JsonNode value, List<String> faults) {
        JsonNode text = document.follow(schema);
        String content = text.path("contentMediaType").asText();
        if (content.equals(Document.NDJSON) || content.equals(Document.EVENTS)) {
            JsonNode lines = content.equals(Document.NDJSON) ? Document.lines(value) : Document.events(value);
            for (int i = 0; i < lines.size(); i++) {
                String where = "line " + (i + 1) + ": ";
                faults(text.get("contentSchema"), lines.get(i)).forEach(fault -> faults.add(where + fault));
            }
        }
    }

    private void undocumented(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (value.isObject()) {
            Map<String, JsonNode> documented = members(schema);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String place = at + "/" + member.getKey();
                JsonNode inner = documented.get(member.getKey());
                if (inner == null) {
                    faults.add(place + " is not documented");
                } else {
                    undocumented(inner, member.getValue(), place, faults);
                }
            }
        } else if (value.isArray()) {
            JsonNode items = document.follow(schema).get("items");
            for (int i = 0; items != null && i < value.size(); i++) {
                undocumented(items, value.get(i), at + "/" + i, faults);
            }
        }
    }

    private Map<String, JsonNode> members(JsonNode schema) {
        JsonNode followed = document.follow(schema);
        Map<String, JsonNode> members = new TreeMap<>();
        followed.path("properties").properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        followed.path("allOf").forEach(part -> members.putAll(members(part)));
        return members;
    }
}
