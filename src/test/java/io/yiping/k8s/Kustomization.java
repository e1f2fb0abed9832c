package io.yiping.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a {@code kustomization.yaml} that this project uses; others are unknown, until they are added here. */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<Patch> patches,
        List<Image> images) {

    static final String FILE = "kustomization.yaml";

    record Patch(String path) {}

    record Image(String name, String newName, String newTag) {}

    static Kustomization in(Path folder) throws IOException {
        return StrictYaml.value(Files.readString(folder.resolve(FILE)), Kustomization.class);
    }

    /** The files that it takes from its own folder. */
    Set<String> files() {
        return Stream.concat(resources.stream(), patches().stream().map(Patch::path))
                .filter(path -> !path.startsWith(".."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Patch> patches() {
        return Objects.requireNonNullElse(patches, List.of());
    }

    /** The files that lie beside it. */
    static Set<String> beside(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(FILE))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
