package io.yiping.load.bench;

import io.yiping.load.console.UsageException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The database that the service writes to, as {@code postgresql://user:password@host:port/db}. */
record Database(String jdbcUrl, String user, String password) {

    static Database parse(String text) {
        try {
            URI uri = URI.create(text);
            String[] login = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            boolean named = "postgresql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPath().length() > 1;
            if (named && login.length > 0) {
                int port = uri.getPort() < 0 ? 5432 : uri.getPort();
                String url = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath();
                return new Database(url, login[0], login.length > 1 ? login[1] : "");
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new UsageException("--database must be like postgresql://user:password@host:5432/db");
    }

    /** A connection in autocommit that prepares each statement on the server at its first use. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("ApplicationName", "yiping-bench");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
