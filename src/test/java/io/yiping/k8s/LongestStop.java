package io.yiping.k8s;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * The longest that a stop may take after SIGTERM, step by step, each read from where it is set: readiness says no, requests
 * under way, the ledger, the pool, the embedded PostgreSQL. The last is counted where it is not used too.
 */
final class LongestStop {

    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");

    private LongestStop() {}

    static Duration of(PodSpec pod) {
        return setting("quarkus.shutdown.delay", pod)
                .plus(setting("quarkus.shutdown.timeout", pod))
                .plus((Duration) constant("io.yiping.ledger.Ledger", "DRAIN"))
                .plusSeconds((Long) constant("io.yiping.platform.DatabaseStart", "CLOSE_SECONDS"))
                .plusSeconds(Long.parseLong(
                        (String) constant("io.zonky.test.db.postgres.embedded.EmbeddedPostgres", "PG_STOP_WAIT_S")));
    }

    /** As the instance will see it: the environment first, then application.properties. */
    static Duration setting(String name, PodSpec pod) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        String value = pod.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variableOf -> variableOf.getName().equals(variable))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseGet(() -> settings().getProperty(name));
        return DurationConverter.parseDuration(value);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(SETTINGS)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /** Private, and rightly so; but a figure repeated here would not follow when it is raised there. */
    private static Object constant(String type, String name) {
        try {
            Field field = Class.forName(type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("A step of the stop is no longer where it was: " + type + "." + name, e);
        }
    }
}
