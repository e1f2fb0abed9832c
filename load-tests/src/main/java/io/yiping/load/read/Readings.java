package io.yiping.load.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One measurement: over how many ratings, how often each question was asked, and what each gave. */
record Readings(
        String endpoint,
        long ratings,
        long firstVersion,
        long lastVersion,
        int requests,
        long seed,
        List<Reading> readings) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Readings read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Readings.class);
        } catch (IOException e) {
            throw new IOException(file + " is no measurement of reading: " + e.getMessage(), e);
        }
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
