package io.yiping.load.http;

import io.yiping.load.console.UsageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Where an instance of the service listens, as in {@code http://localhost:8080}. */
public record Endpoint(String host, int port) {

    /** Reads one address or several with commas between them. */
    public static List<Endpoint> parseAll(String urls) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String url : urls.split(",")) {
            endpoints.add(parse(url.strip()));
        }
        return List.copyOf(endpoints);
    }

    /** Reads the address of one instance. */
    public static Endpoint parseOne(String url) {
        List<Endpoint> endpoints = parseAll(url);
        if (endpoints.size() > 1) {
            throw new UsageException("--url must be one address, not " + url);
        }
        return endpoints.get(0);
    }

    private static Endpoint parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean bare = List.of("", "/").contains(String.valueOf(uri.getRawPath()));
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && bare) {
                return new Endpoint(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new UsageException("--url must be like http://localhost:8080, without a path, not " + url);
    }

    @Override
    public String toString() {
        return "http://" + host + ":" + port;
    }
}
