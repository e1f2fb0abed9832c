package io.yiping.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.yiping.Api;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The suite runs on the PostgreSQL that it was asked to run on; else {@code -Dpostgres.version} would show nothing. */
@QuarkusTest
class PostgresVersionTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    AgroalDataSource database;

    @Test
    void server_isTheOneAskedFor() throws Exception {
        new Api(base);
        String asked = System.getProperty("postgres.version").split("\\.")[0];
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            assertEquals(asked, row.getString(1).split("\\.")[0]);
        }
    }
}
