package io.yiping.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A kustomization as the cluster gets it. Made by {@code kubectl kustomize}; where there is none, the test is skipped. */
record Rendered(List<HasMetadata> objects) {

    static Rendered of(Path folder) throws IOException, InterruptedException {
        return new Rendered(StrictYaml.objects(yaml(folder)));
    }

    static String yaml(Path folder) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "kubectl is not installed; .ci/run installs it");
        File errors = Files.createTempFile("kustomize", ".log").toFile();
        Process kustomize = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(errors)
                .start();
        String yaml = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = kustomize.waitFor();
        String said = Files.readString(errors.toPath());
        Files.delete(errors.toPath());
        assertEquals("0 ", status + " " + said, "kubectl kustomize " + folder);
        return yaml;
    }

    /** The one object of a kind. */
    <T extends HasMetadata> T the(Class<T> kind) {
        List<T> found =
                objects.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertEquals(1, found.size(), "objects of " + kind.getSimpleName());
        return found.get(0);
    }

    PodTemplateSpec pod() {
        return the(Deployment.class).getSpec().getTemplate();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
