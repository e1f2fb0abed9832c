package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * I5: Σ counts = rows, in every dimension, by the service's own proof and by its stats, compared with what SQL counts.
 * Ask when nothing is sent.
 */
final class CountsProof {

    private static final String ROWS = "SELECT count(*) FROM rating";
    private static final String VERSION =
            "SELECT greatest((SELECT max(version) FROM count_journal), (SELECT version FROM count_fold))";

    private final Client client;
    private final Database database;

    CountsProof(Client client, Database database) {
        this.client = client;
        this.database = database;
    }

    List<Finding> findings(List<ServiceProcess> instances) throws Exception {
        List<Finding> findings = new ArrayList<>();
        long rows = StoredRating.number(database, ROWS);
        long version = StoredRating.number(database, VERSION);
        for (ServiceProcess instance : instances) {
            checkAudit(instance, rows, findings);
            checkStats(instance, rows, version, findings);
        }
        return findings;
    }

    private void checkAudit(ServiceProcess instance, long rows, List<Finding> findings) throws Exception {
        JsonNode proof = read(instance, "/v1/audit/counts", findings);
        if (proof.path("difference").asLong(-1) != 0) {
            findings.add(new Finding("I5", "the audit of " + instance.name() + " finds a difference: " + proof));
        }
        for (JsonNode dimension : proof.path("dimensions")) {
            long counted = dimension.path("counted").asLong(-1);
            boolean ofOptions = dimension.path("dimension").asText().startsWith("option");
            if (!ofOptions && (counted != rows || dimension.path("ratings").asLong(-1) != rows)) {
                findings.add(new Finding("I5", rows + " rows, but the audit says " + dimension));
            }
        }
    }

    private void checkStats(ServiceProcess instance, long rows, long version, List<Finding> findings) throws Exception {
        JsonNode stats = read(instance, "/v1/stats?minVersion=" + version, findings);
        long ratings = stats.path("total").path("ratings").asLong(-1);
        if (ratings != rows) {
            findings.add(new Finding("I5", rows + " rows, but " + instance.name() + " counts " + ratings));
        }
    }

    private JsonNode read(ServiceProcess instance, String path, List<Finding> findings) throws Exception {
        HttpResponse<byte[]> answer = client.get(instance, path);
        if (answer == null || answer.statusCode() != 200) {
            findings.add(new Finding("I5", instance.name() + " does not answer " + path + ": " + answer));
            return Client.JSON.createObjectNode();
        }
        return Client.JSON.readTree(answer.body());
    }
}
