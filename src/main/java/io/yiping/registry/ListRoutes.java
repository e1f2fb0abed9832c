package io.yiping.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.Answers;
import io.yiping.platform.EntityTags;
import io.yiping.platform.Json;
import io.yiping.platform.Problem;
import io.yiping.platform.Reads;
import io.yiping.platform.Routes;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code GET /v1/registry} and {@code GET /v1/registry/{kind}}: what lists there are, and a page or all of one. */
@Singleton
final class ListRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String UNREADABLE = "The registry cannot be read at the moment.";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Registry registry;
    private final RegistryConfig config;

    ListRoutes(Registry registry, RegistryConfig config) {
        this.registry = registry;
        this.config = config;
    }

    void register(@Observes Router router) {
        Routes.get(router, "/v1/registry").handler(this::lists);
        Routes.get(router, "/v1/registry/:kind", "limit", "cursor").handler(this::list);
    }

    static void noSuchKind(RoutingContext call) {
        Answers.problem(call, Problem.NOT_FOUND, "The registry has regions, agencies, matters, windows and channels.");
    }

    private void lists(RoutingContext call) {
        Reads.answer(
                call,
                PATIENCE,
                registry.latest(),
                UNREADABLE,
                editions -> Answers.json(call, 200, Json.object(json -> writeLists(json, editions))));
    }

    private static void writeLists(JsonGenerator json, List<RegistryEdition> editions) throws IOException {
        json.writeArrayFieldStart("lists");
        for (RegistryEdition edition : editions) {
            json.writeStartObject();
            writeHead(json, edition);
            json.writeStringField("changedAt", edition.changedAt.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeHead(JsonGenerator json, RegistryEdition edition) throws IOException {
        json.writeStringField("kind", Kind.values()[edition.kind - 1].word());
        json.writeNumberField("version", edition.version);
        json.writeNumberField("entries", edition.entries);
    }

    private void list(RoutingContext call) {
        Kind kind = Kind.of(call.pathParam("kind"));
        String limit = call.queryParams().get("limit");
        String given = call.queryParams().get("cursor");
        ListCursor cursor = given == null ? null : ListCursor.read(given, kind == null ? Kind.REGIONS : kind);
        ListForm form = ListForm.of(call);
        if (kind == null) {
            noSuchKind(call);
        } else if (limit != null && !isLimit(limit)) {
            refuse(call, "limit is an integer from 1 to " + MAX_LIMIT + ".");
        } else if (given != null && cursor == null) {
            refuse(call, "cursor is the nextCursor of an answer of this list, unchanged.");
        } else {
            int most = limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit);
            Uni<RegistryEdition> edition =
                    cursor == null ? registry.latest(kind) : registry.edition(kind, cursor.edition());
            String after = cursor == null ? "" : cursor.after();
            Reads.answer(call, PATIENCE, edition, UNREADABLE, found -> list(call, kind, found, form, after, most));
        }
    }

    private static boolean isLimit(String text) {
        return text.matches("[1-9][0-9]{0,2}|" + MAX_LIMIT);
    }

    private static void refuse(RoutingContext call, String detail) {
        Answers.problem(call, Problem.PARAMETER_INVALID, detail);
    }

    /** @param edition null: the cursor was made by another database */
    private void list(RoutingContext call, Kind kind, RegistryEdition edition, ListForm form, String after, int most) {
        if (edition == null) {
            refuse(call, "cursor is the nextCursor of an answer of this list, unchanged.");
            return;
        }
        String tag = ListTag.of(edition, form.mark());
        call.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT).putHeader(HttpHeaders.ETAG, tag);
        call.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (EntityTags.matches(call.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            call.response().setStatusCode(304).end();
        } else if (form != ListForm.JSON) {
            new WholeList(call, registry, kind, edition.edition, form, config.patience()).send(after);
        } else {
            Uni<List<RegistryEntry>> rows = registry.page(kind, edition.edition, after, most + 1);
            Reads.answer(call, PATIENCE, rows, UNREADABLE, found -> page(call, edition, found, most));
        }
    }

    private static void page(RoutingContext call, RegistryEdition edition, List<RegistryEntry> found, int most) {
        List<RegistryEntry> rows = found.size() > most ? found.subList(0, most) : found;
        Answers.json(call, 200, Json.object(json -> {
            writeHead(json, edition);
            json.writeArrayFieldStart("rows");
            for (RegistryEntry row : rows) {
                json.writeStartObject();
                ListForm.write(json, row);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (found.size() > most) {
                json.writeStringField("nextCursor", ListCursor.of(edition, rows.get(most - 1).code));
            }
        }));
    }
}
