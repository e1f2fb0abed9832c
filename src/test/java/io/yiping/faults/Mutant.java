package io.yiping.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A copy of the packaged service with one class changed: the service with a defect that we know.
 *
 * <p>Failure: loud. The text to replace must stand in the source exactly once, and the class must not be one of those
 * that the build transforms, whose transformed copy would win.
 */
final class Mutant {

    private static final Path SOURCES = Places.PACKAGE.getParent().resolveSibling("src/main/java");
    private static final String TRANSFORMED = "quarkus/transformed-bytecode.jar";

    private final Path app;
    private final Path work;

    private Mutant(String name) throws IOException {
        Path folder = Places.emptyFolder(Places.FAULTS.resolve("mutant-" + name));
        this.app = folder.resolve("app");
        this.work = folder.resolve("work");
    }

    /**
     * Makes one.
     *
     * @param source such as io/yiping/ledger/Flush.java
     * @return where it lies; {@link ServiceProcess} starts it like the packaged service
     */
    static Path of(String name, String source, String text, String replacement) throws IOException {
        Mutant mutant = new Mutant(name);
        mutant.copyPackage();
        mutant.requireUntransformed(source);
        mutant.compile(mutant.change(source, text, replacement));
        mutant.putClasses();
        return mutant.app;
    }

    /** Libraries stay what they are; what may be changed is copied. */
    private void copyPackage() throws IOException {
        for (Path path : walk(Places.PACKAGE)) {
            Path inside = Places.PACKAGE.relativize(path);
            if (Files.isDirectory(path)) {
                Files.createDirectories(app.resolve(inside));
            } else if (inside.startsWith("lib")) {
                Files.createLink(app.resolve(inside), path);
            } else {
                Files.copy(path, app.resolve(inside));
            }
        }
    }

    private Path change(String source, String text, String replacement) throws IOException {
        String code = Files.readString(SOURCES.resolve(source));
        int at = code.indexOf(text);
        if (at < 0 || code.indexOf(text, at + 1) >= 0) {
            throw new AssertionError(source + " has changed; the mutant's text must stand in it exactly once: " + text);
        }
        Path changed = work.resolve("sources").resolve(source);
        Files.createDirectories(changed.getParent());
        return Files.writeString(changed, code.replace(text, replacement));
    }

    private void requireUntransformed(String source) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(app.resolve(TRANSFORMED))) {
            if (Files.exists(jar.getPath(classFile(source)))) {
                throw new AssertionError("The build transforms " + source + " (it logs?); mutate another class.");
            }
        }
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> options =
                List.of("--release", "17", "-proc:none", "-nowarn", "-cp", classPath(), "-d", classes.toString());
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new AssertionError("The mutant does not compile: " + errors);
            }
        }
    }

    private String classPath() throws IOException {
        return Stream.concat(walk(Places.PACKAGE.resolve("lib")).stream(), walk(app.resolve("app")).stream())
                .map(Path::toString)
                .filter(file -> file.endsWith(".jar"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private void putClasses() throws IOException {
        Path classes = work.resolve("classes");
        try (FileSystem jar = FileSystems.newFileSystem(applicationJar())) {
            for (Path path : walk(classes)) {
                if (Files.isRegularFile(path)) {
                    Path inJar = jar.getPath(classes.relativize(path).toString());
                    Files.copy(path, inJar, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private Path applicationJar() throws IOException {
        return walk(app.resolve("app")).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow();
    }

    private static String classFile(String source) {
        return source.replace(".java", ".class");
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }
}
