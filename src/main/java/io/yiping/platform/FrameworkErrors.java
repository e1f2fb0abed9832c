package io.yiping.platform;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;

/** The framework's own errors in the project's form: every request that reached routing gets a problem. */
@Singleton
final class FrameworkErrors {

    void register(@Observes Router router) {
        router.errorHandler(
                400, call -> Answers.problem(call, Problem.BAD_REQUEST, "Look at the path and its escapes."));
        router.errorHandler(404, call -> notTaken(router, call));
        router.errorHandler(405, call -> notTaken(router, call));
        router.errorHandler(500, FrameworkErrors::internal);
    }

    private static void internal(RoutingContext call) {
        Log.errorf(call.failure(), "%s %s failed", call.request().method(), call.normalizedPath());
        Answers.problem(
                call,
                Problem.INTERNAL_ERROR,
                "This is a defect of the service; nothing was acknowledged. Send it again.");
    }

    /**
     * Asks each route of that path which methods it takes. The router's own word is not enough: once a route of the pages, which
     * looks at every path, has passed a request on, it says 404 for 405.
     */
    private static void notTaken(Router router, RoutingContext call) {
        Set<String> methods = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null && takes(route, call.normalizedPath())) {
                route.methods().forEach(method -> methods.add(method.name()));
            }
        }
        if (methods.isEmpty()) {
            Answers.problem(call, Problem.NOT_FOUND, "See /q/swagger-ui for what there is.");
            return;
        }
        String allowed = String.join(", ", methods);
        call.response().putHeader(HttpHeaders.ALLOW, allowed);
        Answers.problem(call, Problem.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
    }

    private static boolean takes(Route route, String path) {
        String pattern = route.getPath();
        int parameter = pattern == null ? -1 : pattern.indexOf(':');
        if (parameter < 0) {
            // The router forgives a slash at the end.
            return path.equals(pattern) || path.equals(pattern + "/");
        }
        boolean inside = path.startsWith(pattern.substring(0, parameter)) && path.length() > parameter;
        return inside && path.indexOf('/', parameter) < 0;
    }
}
