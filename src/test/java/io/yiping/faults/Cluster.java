package io.yiping.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two instances of the service on one PostgreSQL. */
final class Cluster implements AutoCloseable {

    private final TestPostgres postgres;
    private final List<ServiceProcess> instances = new ArrayList<>();

    private Cluster(TestPostgres postgres) {
        this.postgres = postgres;
    }

    static Cluster start(String name) throws Exception {
        return start(name, Places.PACKAGE, Map.of());
    }

    /**
     * @param first what the first instance runs; the other runs the packaged service
     * @param settings environment variables of both
     */
    static Cluster start(String name, Path first, Map<String, String> settings) throws Exception {
        Cluster cluster = new Cluster(TestPostgres.start(name));
        try {
            Map<String, String> all = new TreeMap<>(settings);
            all.put("YIPING_DATABASE_URL", cluster.postgres.url());
            cluster.instances.add(ServiceProcess.start(name + "-one", first, all));
            cluster.instances.add(ServiceProcess.start(name + "-other", Places.PACKAGE, all));
            cluster.awaitReady();
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
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
        postgres.close();
    }
}
