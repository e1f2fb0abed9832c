package io.yiping.platform;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Registers the calls of the contract, each with the query parameters that it knows. A parameter that it does not know,
 * or one given twice, is a problem: a mistyped filter must not look like an answer.
 */
public final class Routes {

    /** Those of the framework have lower orders, other routes have theirs from 0 on. */
    private static final int BEHIND_FILTERS = -1;

    private Routes() {}

    /** HEAD is taken wherever GET is. */
    public static Route get(Router router, String path, String... parameters) {
        return checked(router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD), parameters);
    }

    public static Route post(Router router, String path, String... parameters) {
        return checked(router.post(path), parameters);
    }

    /** The call that comes most often: routes are tried one after the other, so it stands before all others, behind the filters. */
    public static Route postFirst(Router router, String path, String... parameters) {
        return checked(router.post(path).order(BEHIND_FILTERS), parameters);
    }

    public static Route put(Router router, String path, String... parameters) {
        return checked(router.put(path), parameters);
    }

    private static Route checked(Route route, String... parameters) {
        Set<String> known = new TreeSet<>(List.of(parameters));
        return route.handler(call -> check(call, known));
    }

    private static void check(RoutingContext call, Set<String> known) {
        if (call.request().query() == null) {
            call.next();
            return;
        }
        for (String name : call.queryParams().names()) {
            if (!known.contains(name)) {
                String there = known.isEmpty() ? "there are none here" : "there are " + String.join(", ", known);
                refuse(call, "There is no parameter " + name + "; " + there + ".");
                return;
            }
            if (call.queryParams().getAll(name).size() > 1) {
                refuse(call, name + " stands more than once; give it once.");
                return;
            }
        }
        call.next();
    }

    private static void refuse(RoutingContext call, String detail) {
        Answers.problem(call, Problem.PARAMETER_INVALID, detail);
    }
}
