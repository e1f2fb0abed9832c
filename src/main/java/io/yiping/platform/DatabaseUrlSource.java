package io.yiping.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * One setting feeds every client: {@code yiping.database.url}, or in its absence the port on which the embedded
 * PostgreSQL will listen, becomes the URLs of the reactive pools and of JDBC. Nothing is started here, because
 * configuration is read in builds too.
 */
public final class DatabaseUrlSource implements ConfigSourceFactory {

    /** Survives live reload, where configuration is read again while the embedded PostgreSQL keeps running. */
    static final String EMBEDDED_PORT = "io.yiping.platform.embedded-port";

    private static final int ORDINAL = 240;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue url = context.getValue("yiping.database.url");
        boolean configured =
                url != null && url.getValue() != null && !url.getValue().isBlank();
        DatabaseUrl database = configured ? DatabaseUrl.parse(url.getValue()) : DatabaseUrl.embedded(embeddedPort());
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbc());
        settings.put("quarkus.datasource.reactive.url", database.reactive());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        return List.of(new PropertiesConfigSource(settings, "database URL", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static int embeddedPort() {
        String chosen = System.getProperty(EMBEDDED_PORT);
        if (chosen == null) {
            chosen = Integer.toString(freePort());
            System.setProperty(EMBEDDED_PORT, chosen);
        }
        return Integer.parseInt(chosen);
    }

    /** Below the range from which systems take ports for outgoing connections, so that nobody takes it meanwhile. */
    private static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("No free port between 20000 and 30000 for the embedded PostgreSQL.");
    }
}
