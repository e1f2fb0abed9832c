package io.yiping.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two instances of the service on one PostgreSQL: for one test ({@link #start}), or for all tests of a class ({@link
 * #ofClass}, a {@code @RegisterExtension}).
 */
final class Cluster implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    /**
     * A setting of the service: its writers expect all events to be new each time, whatever they met before. So both forms of the
     * ledger's transaction are under the fault.
     */
    static final Map<String, String> BOTH_FORMS = Map.of("YIPING_LEDGER_NEW_IN_A_ROW", "0");

    private final String name;
    private final Path first;
    private final Map<String, String> settings;
    private final List<ServiceProcess> instances = new ArrayList<>();
    private TestPostgres postgres;

    private Cluster(String name, Path first, Map<String, String> settings) {
        this.name = name;
        this.first = first;
        this.settings = settings;
    }

    /** It is started before the first test and closed after the last. */
    static Cluster ofClass(String name, Map<String, String> settings) {
        return new Cluster(name, Places.PACKAGE, settings);
    }

    static Cluster start(String name) throws Exception {
        return start(name, Places.PACKAGE, Map.of());
    }

    /**
     * @param first what the first instance runs; the other runs the packaged service
     * @param settings environment variables of both
     */
    static Cluster start(String name, Path first, Map<String, String> settings) throws Exception {
        Cluster cluster = new Cluster(name, first, settings);
        try {
            cluster.start();
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        close();
    }

    private void start() throws Exception {
        postgres = TestPostgres.start(name);
        Map<String, String> all = postgres.settings(settings);
        instances.add(ServiceProcess.start(name + "-one", first, all));
        instances.add(ServiceProcess.start(name + "-other", Places.PACKAGE, all));
        awaitReady();
    }

    TestPostgres postgres() {
        return postgres;
    }

    ServiceProcess one() {
        return instances.get(0);
    }

    ServiceProcess other() {
        return instances.get(1);
    }

    /** @param name as it stands in {@code pg_stat_activity} */
    ServiceProcess named(String name) {
        return instances.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no instance is named " + name));
    }

    List<ServiceProcess> instances() {
        return List.copyOf(instances);
    }

    void awaitReady() throws Exception {
        for (ServiceProcess instance : instances) {
            instance.awaitReady();
        }
    }

    @Override
    public void close() throws IOException {
        instances.forEach(ServiceProcess::close);
        if (postgres != null) {
            postgres.close();
        }
    }
}
