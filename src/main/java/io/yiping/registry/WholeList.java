package io.yiping.registry;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.yiping.platform.HangUp;
import java.time.Duration;
import java.util.List;

/**
 * Sends all entries of an edition, page by page, as fast as the client reads them: no connection to the database is held
 * meanwhile, and the edition stays what it is.
 *
 * <p>Bound: a page in memory. Failure: a client that does not read a page for some time is cut, and so is one whose list cannot
 * be read on: it sees that the end is missing.
 */
final class WholeList {

    private static final int PAGE = 1_000;

    private final RoutingContext call;
    private final HttpServerResponse response;
    private final Registry registry;
    private final Kind kind;
    private final int edition;
    private final ListForm form;
    private final Duration patience;
    private String after;

    WholeList(RoutingContext call, Registry registry, Kind kind, int edition, ListForm form, Duration patience) {
        this.call = call;
        this.response = call.response();
        this.registry = registry;
        this.kind = kind;
        this.edition = edition;
        this.form = form;
        this.patience = patience;
    }

    /** @param first where it begins: after this code; empty: at the first */
    void send(String first) {
        after = first;
        response.setStatusCode(200).putHeader(HttpHeaders.CONTENT_TYPE, form.contentType());
        if (call.request().method() == HttpMethod.HEAD) {
            response.end();
            return;
        }
        response.setChunked(true).write(form.head());
        Multi.createBy()
                .repeating()
                .uni(() -> registry.page(kind, edition, after, PAGE).call(this::write))
                .whilst(page -> page.size() == PAGE)
                .onItem()
                .ignoreAsUni()
                .subscribe()
                .with(all -> response.end(), this::cut);
    }

    /** Ends when the client has been sent them. */
    private Uni<Void> write(List<RegistryEntry> page) {
        if (page.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        after = page.get(page.size() - 1).code;
        return Uni.createFrom()
                .completionStage(() -> response.write(form.lines(page)).toCompletionStage())
                .ifNoItem()
                .after(patience)
                .fail();
    }

    private void cut(Throwable failure) {
        Log.debugf(failure, "A list was not sent whole");
        if (!response.closed()) {
            HangUp.on(call.request());
        }
    }
}
