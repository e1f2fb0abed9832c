package io.yiping.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void wholeUrl_feedsBothClients() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://yi%40ping:s%2Fe%3Ac+ret@db.example:6432/ratings?sslmode=require");
        assertEquals("yi@ping", url.user());
        assertEquals("s/e:c+ret", url.password());
        assertEquals("postgresql://db.example:6432/ratings?sslmode=require", url.reactive());
        assertEquals("jdbc:postgresql://db.example:6432/ratings?sslmode=require", url.jdbc());
        assertFalse(url.toString().contains("ret"), "no password in the log");
    }

    @Test
    void portMayBeLeftOut() {
        assertEquals(5432, DatabaseUrl.parse("postgres://u:p@h/d").port());
    }

    @Test
    void mistakes_areNamedWithoutThePassword() {
        for (String text : new String[] {
            "jdbc:postgresql://h/d",
            "postgresql://secret@",
            "postgresql://u:secret@h",
            "postgresql://h:5432/d",
            "mysql://u:secret@h/d",
            "postgresql://u:se cret@h/d"
        }) {
            String message = assertThrows(ConfigurationException.class, () -> DatabaseUrl.parse(text), text)
                    .getMessage();
            assertFalse(message.contains("secret"), message);
            assertFalse(message.contains("se cret"), message);
        }
    }
}
