package io.yiping.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/** The routes of the running service, in the document's spelling. */
@Singleton
class RegisteredRoutes {

    private Router router;

    void remember(@Observes Router started) {
        router = started;
    }

    /** {@code POST /v1/ratings}, …; a route without methods takes {@code ANY}. */
    Set<String> under(String prefix) {
        Set<String> calls = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.getPath() != null && route.getPath().startsWith(prefix)) {
                String path = route.getPath().replaceAll(":([A-Za-z]+)", "{$1}");
                Set<HttpMethod> methods = route.methods() == null ? Set.of() : route.methods();
                // HEAD goes with GET everywhere, as HTTP wants it; documents do not list it.
                methods.stream()
                        .filter(method -> method != HttpMethod.HEAD)
                        .forEach(method -> calls.add(method + " " + path));
                if (methods.isEmpty()) {
                    calls.add("ANY " + path);
                }
            }
        }
        return calls;
    }
}
