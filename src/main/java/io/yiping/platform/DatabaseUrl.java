package io.yiping.platform;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A database as people write it: {@code postgresql://user:password@host:port/database?sslmode=verify-full}. User and
 * password are percent-encoded; the port may be left out.
 */
record DatabaseUrl(String host, int port, String database, String user, String password, String query) {

    private static final int DEFAULT_PORT = 5432;
    private static final String FORM = "postgresql://user:password@host:port/database";

    /** @throws ConfigurationException with the form that is expected, never with the password */
    static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.trim());
        } catch (IllegalArgumentException e) {
            throw invalid("it is no URL; percent-encode special characters of the password");
        }
        boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!scheme || uri.getHost() == null) {
            throw invalid("it does not begin with postgresql:// and a host");
        }
        if (uri.getPath() == null || uri.getPath().length() < 2) {
            throw invalid("it names no database");
        }
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (user.length == 0 || user[0].isEmpty()) {
            throw invalid("it names no user");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String password = user.length < 2 ? "" : decoded(user[1]);
        return new DatabaseUrl(uri.getHost(), port, uri.getRawPath().substring(1), decoded(user[0]), password, query);
    }

    static DatabaseUrl embedded(int port) {
        return new DatabaseUrl("127.0.0.1", port, "postgres", "postgres", "", "");
    }

    String reactive() {
        return "postgresql://" + host + ":" + port + "/" + database + query;
    }

    String jdbc() {
        return "jdbc:" + reactive();
    }

    /** For the log. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The framework ends the start with this message alone, without a stack trace. */
    private static ConfigurationException invalid(String why) {
        return new ConfigurationException("YIPING_DATABASE_URL has the form " + FORM + ", but " + why + ".");
    }
}
