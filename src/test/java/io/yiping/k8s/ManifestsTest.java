package io.yiping.k8s;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.Liveness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every manifest under {@code k8s/} is read strictly, alone and rendered, and keeps the rules. {@link StrictnessTest} shows
 * that a mistake would be found.
 */
class ManifestsTest {

    static final Path K8S = Path.of("k8s");
    static final Path BASE = K8S.resolve("base");

    /** PostgreSQL's default of 100 less those for superusers. */
    private static final int CONNECTIONS = 97;

    /** See application.properties. Beside them one of JDBC for an instance that starts, and one for an audit. */
    private static final int CONNECTIONS_HELD = 13;

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith(Kustomization.FILE))
                    .toList();
        }
    }

    static List<Path> kustomizations() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(file -> file.endsWith(Kustomization.FILE))
                    .map(Path::getParent)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyManifest_hasKnownFieldsOnly(Path manifest) throws IOException {
        assertEquals(1, StrictYaml.objects(Files.readString(manifest)).size(), "objects in a file");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyKustomization_forgetsNoFileBesideIt(Path folder) throws IOException {
        assertEquals(Kustomization.beside(folder), Kustomization.in(folder).files());
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyRendering_hasKnownFieldsAndKeepsTheRules(Path folder) throws Exception {
        assertEquals(List.of(), PodRules.brokenBy(Rendered.of(folder).pod()));
    }

    /** Overlays change little of it, so most of the rules hold where there is no kubectl too. */
    @Test
    void base_keepsTheRules() throws IOException {
        List<HasMetadata> objects = StrictYaml.objects(Files.readString(BASE.resolve("deployment.yaml")));
        assertEquals(
                List.of(),
                PodRules.brokenBy(((Deployment) objects.get(0)).getSpec().getTemplate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "production"})
    void everyOverlay_livesInARestrictedNamespace(String name) throws Exception {
        Rendered overlay = overlay(name);
        Namespace namespace = overlay.the(Namespace.class);
        assertEquals("restricted", namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce"));
        overlay.objects().stream()
                .filter(object -> object != namespace)
                .forEach(object -> assertEquals(
                        namespace.getMetadata().getName(), object.getMetadata().getNamespace()));
    }

    @Test
    void demo_hasOneWriterOnItsVolume() throws Exception {
        DeploymentSpec demo = overlay("demo").the(Deployment.class).getSpec();
        assertEquals(1, demo.getReplicas());
        assertEquals("Recreate", demo.getStrategy().getType());
    }

    @Test
    void production_losesNoCapacityInARollingUpdate() throws Exception {
        Rendered production = overlay("production");
        DeploymentSpec deployment = production.the(Deployment.class).getSpec();
        assertEquals(
                new IntOrString(0), deployment.getStrategy().getRollingUpdate().getMaxUnavailable());
        assertNull(deployment.getReplicas(), "the autoscaler's");
        assertEquals(3, production.the(HorizontalPodAutoscaler.class).getSpec().getMinReplicas());
        assertEquals(
                new IntOrString(1),
                production.the(PodDisruptionBudget.class).getSpec().getMaxUnavailable());
    }

    @Test
    void production_oneAtATimeIsOnItsWayOut() throws Exception {
        DeploymentSpec deployment = overlay("production").the(Deployment.class).getSpec();
        long delay = LongestStop.setting(
                        "quarkus.shutdown.delay", deployment.getTemplate().getSpec())
                .toSeconds();
        assertTrue(delay >= 5, "removal from the endpoints takes some seconds, the delay is " + delay);
        assertTrue(deployment.getMinReadySeconds() > delay, "minReadySeconds is longer than the delay of " + delay);
    }

    @Test
    void production_fitsThePostgresOfItsDefaults() throws Exception {
        Rendered production = overlay("production");
        HorizontalPodAutoscalerSpec autoscaler =
                production.the(HorizontalPodAutoscaler.class).getSpec();
        int surge = production
                .the(Deployment.class)
                .getSpec()
                .getStrategy()
                .getRollingUpdate()
                .getMaxSurge()
                .getIntVal();
        int instances = autoscaler.getMaxReplicas() + surge + 1;
        assertTrue(instances * CONNECTIONS_HELD + 2 <= CONNECTIONS, instances + " instances at worst");
    }

    @Test
    void production_takesItsDatabaseFromASecret() throws Exception {
        EnvVar url = overlay("production").pod().getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getName().equals("YIPING_DATABASE_URL"))
                .findFirst()
                .orElseThrow();
        assertNull(url.getValue());
        assertNull(url.getValueFrom().getSecretKeyRef().getOptional(), "without it nothing may start");
    }

    @Test
    void production_isClosedInBothDirections() throws Exception {
        NetworkPolicy policy = overlay("production").the(NetworkPolicy.class);
        assertEquals(List.of("Ingress", "Egress"), policy.getSpec().getPolicyTypes());
        policy.getSpec()
                .getIngress()
                .forEach(rule -> assertEquals(1, rule.getFrom().size()));
        assertEquals(
                List.of(new IntOrString(53), new IntOrString(53), new IntOrString(5432)),
                policy.getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort())
                        .toList());
    }

    /** A restart mends no database: whoever adds a check of liveness has to think of that first. */
    @Test
    void liveness_asksForNothing() {
        noClasses()
                .should()
                .beAnnotatedWith(Liveness.class)
                .check(new ClassFileImporter().importPath(Path.of("target/classes")));
    }

    private static Rendered overlay(String name) throws Exception {
        return Rendered.of(K8S.resolve("overlays").resolve(name));
    }
}
