package io.yiping.load.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The options of one sub-command: {@code --name value} and {@code --flag}.
 *
 * <p>Failure: an unknown or repeated option, a missing value, or a value outside its bounds is a {@link UsageException} that names
 * the option.
 */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the words after the sub-command; only the options named here may appear. */
    public static Arguments parse(List<String> words, Set<String> valued, Set<String> flags) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String name = word.startsWith("--") ? word.substring(2) : "";
            String value = "true";
            if (valued.contains(name)) {
                value = valueAfter(words, i++);
            } else if (!flags.contains(name)) {
                throw new UsageException("unknown option " + word);
            }
            if (values.put(name, value) != null) {
                throw new UsageException(word + " is given twice");
            }
        }
        return new Arguments(values);
    }

    private static String valueAfter(List<String> words, int at) {
        if (at + 1 == words.size() || words.get(at + 1).startsWith("--")) {
            throw new UsageException(words.get(at) + " needs a value");
        }
        return words.get(at + 1);
    }

    public boolean flag(String name) {
        return values.containsKey(name);
    }

    public boolean given(String name) {
        return values.containsKey(name);
    }

    public String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new UsageException("--" + name + " is required");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A file that is there and can be read. */
    public Path existingFile(String name) {
        Path file = Path.of(required(name));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageException("--" + name + ": " + file + " is not a file that can be read");
        }
        return file;
    }

    public int number(String name, int otherwise, int min, int max) {
        return (int) number(name, (long) otherwise, min, max);
    }

    /** A whole number; digits may be grouped with {@code _}, as in {@code 1_000_000}. */
    public long number(String name, long otherwise, long min, long max) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.replace("_", ""));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw new UsageException("--%s must be a whole number from %d to %d, not %s".formatted(name, min, max, value));
    }

    public double decimal(String name, double otherwise, double min, double max) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw new UsageException("--%s must be a number from %s to %s, not %s".formatted(name, min, max, value));
    }

    public LocalDate date(String name, LocalDate otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new UsageException("--%s must be a date like 2026-11-20, not %s".formatted(name, value));
        }
    }

    /** A length of time like {@code 90s}, {@code 30m} or {@code 2h}. */
    public Duration duration(String name, Duration otherwise) {
        String value = values.get(name);
        try {
            Duration duration = value == null ? otherwise : Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // answered below, like a length of zero
        }
        throw new UsageException("--%s must be a length of time like 90s or 30m, not %s".formatted(name, value));
    }

    /** One of a few words. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        for (E one : otherwise.getDeclaringClass().getEnumConstants()) {
            if (one.name().equalsIgnoreCase(value)) {
                return one;
            }
        }
        String words = List.of(otherwise.getDeclaringClass().getEnumConstants())
                .toString()
                .toLowerCase(Locale.ROOT);
        throw new UsageException("--%s must be one of %s, not %s".formatted(name, words, value));
    }
}
