package io.yiping.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The negative control of {@link ManifestsTest}: mistakes made on purpose, each of which has to be found. */
class StrictnessTest {

    /** Maps whose keys anybody may choose. */
    private static final Set<String> FREE =
            Set.of("labels", "annotations", "matchLabels", "selector", "requests", "limits");

    /** {@code repilcas}, at every place where a field could stand, of every manifest. */
    @ParameterizedTest
    @MethodSource("io.yiping.k8s.ManifestsTest#manifests")
    void misspeltField_isFoundAtEveryDepth(Path manifest) throws Exception {
        JsonNode tree = StrictYaml.trees(Files.readString(manifest)).get(0);
        Set<String> unnoticed = new TreeSet<>();
        misspell(tree, tree, "", unnoticed);
        assertEquals(Set.of(), unnoticed);
    }

    private static void misspell(JsonNode root, JsonNode place, String path, Set<String> unnoticed) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (place instanceof ObjectNode object && !(FREE.contains(name) && hasTextsOnly(object))) {
            object.put("repilcas", 1);
            if (isRead(root)) {
                unnoticed.add(path);
            }
            object.remove("repilcas");
        }
        if (place.isArray()) {
            place.forEach(item -> misspell(root, item, path + "/-", unnoticed));
        }
        for (Map.Entry<String, JsonNode> field : place.properties()) {
            misspell(root, field.getValue(), path + "/" + field.getKey(), unnoticed);
        }
    }

    private static boolean hasTextsOnly(ObjectNode object) {
        return object.properties().stream().allMatch(field -> field.getValue().isTextual());
    }

    private static boolean isRead(JsonNode tree) {
        try {
            StrictYaml.object(tree);
            return true;
        } catch (JacksonException notRead) {
            assertTrue(notRead.getMessage().contains("repilcas"), notRead.getMessage());
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "readOnlyRootFilesystem, readOnlyRootFileSystem, readOnlyRootFileSystem",
        "terminationGracePeriodSeconds, terminationGraceSeconds, terminationGraceSeconds",
        "'containerPort: 8080', 'containerPort: \"8080\"', containerPort",
        "'runAsNonRoot: true', 'runAsNonRoot: \"true\"', runAsNonRoot",
        "'port: \"8080\"', 'port: 8080', prometheus.io/port",
        "'timeoutSeconds: 3', 'timeoutSeconds: 3s', timeoutSeconds",
        "'timeoutSeconds: 3', 'timeoutSeconds: 3\n            timeoutSeconds: 4', Duplicate field 'timeoutSeconds'",
        "'kind: Deployment', 'kind: Deploymnet', Deploymnet",
        "'apiVersion: apps/v1', 'apiVersion: extensions/v1beta1', extensions/v1beta1",
    })
    void mistakenManifest_isNotRead(String right, String wrong, String named) throws Exception {
        Exception found = assertThrows(Exception.class, () -> StrictYaml.objects(base(right, wrong)));
        assertTrue(found.getMessage().contains(named), found.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'privileged: false', 'privileged: true', not privileged",
        "'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true', no privilege escalation",
        "'allowPrivilegeEscalation: false', 'runAsNonRoot: true', no privilege escalation",
        "'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', a read-only root file system",
        "'drop:', 'add:', all capabilities dropped",
        "'drop:', 'add:', no capability added",
        "'- ALL', '- NET_RAW', all capabilities dropped",
        "'runAsNonRoot: true', 'runAsNonRoot: false', runAsNonRoot",
        "'runAsUser: 65532', 'runAsUser: 0', runAsUser",
        "'type: RuntimeDefault', 'type: Unconfined', seccompProfile RuntimeDefault",
        "'automountServiceAccountToken: false', 'automountServiceAccountToken: true', no service-account token",
        "'enableServiceLinks: false', 'hostNetwork: true', no hostNetwork",
        "'enableServiceLinks: false', 'hostPID: true', no hostPID",
        "'containerPort: 8080', 'hostPort: 8080', no hostPort",
        "'sizeLimit: 64Mi', 'medium: Memory\n        - name: host\n          hostPath:\n            path: /', "
                + "'no volume but emptyDir and claims: host'",
        "'yiping:0.1.0', 'yiping:latest', an image with a version: yiping:latest",
        "'yiping:0.1.0', 'host:5000/yiping', an image with a version: host:5000/yiping",
        "'limits:\n              memory: 768Mi', 'limits:\n              cpu: 1', memory: request = limit",
        "'/q/health/live', '/q/health', a probe of /q/health/live",
        "'/q/health/started', '/q/health/up', a probe of /q/health/started",
        "'mountPath: /tmp', 'mountPath: /temp', a writable /tmp",
        "'terminationGracePeriodSeconds: 60', 'terminationGracePeriodSeconds: 30', "
                + "'terminationGracePeriodSeconds 30 is more than the 42 s that stopping may take'",
        "'- name: JAVA_TOOL_OPTIONS', '- name: QUARKUS_SHUTDOWN_DELAY\n              value: 20S\n            - name: X', "
                + "'terminationGracePeriodSeconds 60 is more than the 60 s that stopping may take'",
    })
    void brokenRule_isFound(String right, String wrong, String rule) throws Exception {
        Deployment broken = (Deployment) StrictYaml.objects(base(right, wrong)).get(0);
        assertTrue(
                PodRules.brokenBy(broken.getSpec().getTemplate()).contains(rule),
                () -> PodRules.brokenBy(broken.getSpec().getTemplate()).toString());
    }

    @Test
    void unknownFieldOfAKustomization_isFound() {
        String yaml = "resources:\n  - a.yaml\npatchs:\n  - path: b.yaml\n";
        assertThrows(JacksonException.class, () -> StrictYaml.value(yaml, Kustomization.class));
    }

    private static String base(String right, String wrong) throws Exception {
        String yaml = Files.readString(ManifestsTest.BASE.resolve("deployment.yaml"));
        assertTrue(yaml.contains(right), "to be broken, it has to be there: " + right);
        return yaml.replace(right, wrong);
    }
}
