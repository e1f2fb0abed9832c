package io.yiping.load.generate;

import io.yiping.load.console.Progress;
import io.yiping.load.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small generated file in memory, or on disk with its manifest. */
public record GeneratedFile(byte[] bytes, List<String> lines, Manifest manifest) {

    /** With so many bad and middling ratings that every rule meets every level. */
    static final double[] EVERY_LEVEL = {60, 20, 10, 6, 4};

    public static GeneratedFile of(int ratings, long seed, double dirt) throws IOException {
        return of(recipe(ratings, seed, dirt, ServiceEventIds.Form.GUANGDONG));
    }

    static Recipe recipe(int ratings, long seed, double dirt, ServiceEventIds.Form keys) {
        return new Recipe(ratings, seed, Recipe.UNTIL, Recipe.DAYS, dirt, keys, EVERY_LEVEL, Recipe.DEFAULT_SHARE);
    }

    static GeneratedFile of(Recipe recipe) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        Manifest manifest = GenerateCommand.write(recipe, bytes, silent);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        return new GeneratedFile(bytes.toByteArray(), lines, manifest);
    }

    public Path writeTo(Path folder) throws IOException {
        Path file = folder.resolve("ratings.ndjson");
        Files.write(file, bytes);
        manifest.write(Manifest.beside(file));
        return file;
    }
}
