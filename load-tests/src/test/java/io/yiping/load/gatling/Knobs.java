package io.yiping.load.gatling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of one scenario: {@code -Dload.name=value}, else what {@code knobs.properties} says, where {@code -Dload.smoke=true}
 * chooses the small values.
 *
 * <p>Failure: an unknown name or a value that is none ends the run before anything is sent.
 */
final class Knobs {
    private static final String GIVEN = "load.";
    private static final String SMOKE = ".smoke";
    private static final Properties FILE = load();

    private final String scenario;
    private final boolean smoke;

    Knobs(String scenario) {
        this.scenario = scenario + ".";
        this.smoke = truth("smoke", System.getProperty(GIVEN + "smoke", "false"));
        Set<String> names = names();
        for (String property : System.getProperties().stringPropertyNames()) {
            if (property.startsWith(GIVEN) && !names.contains(property.substring(GIVEN.length()))) {
                throw new IllegalArgumentException("-D" + property + " is no knob; there are " + names);
            }
        }
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Knobs.class.getResourceAsStream("/knobs.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Of this scenario. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of("smoke"));
        for (String key : FILE.stringPropertyNames()) {
            boolean common = key.indexOf('.') < 0;
            if (common || key.startsWith(scenario)) {
                String name = key.replace(SMOKE, "");
                names.add(name.substring(name.indexOf('.') + 1));
            }
        }
        return names;
    }

    private static boolean truth(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("-D" + GIVEN + name + " is true or false, not " + value);
        }
        return value.equals("true");
    }

    String text(String name) {
        String given = System.getProperty(GIVEN + name);
        String small = smoke ? FILE.getProperty(scenario + name + SMOKE) : null;
        for (String value : new String[] {given, small, FILE.getProperty(scenario + name), FILE.getProperty(name)}) {
            if (value != null) {
                return value;
            }
        }
        throw new IllegalStateException(scenario + name + " is missing in knobs.properties");
    }

    int number(String name) {
        return (int) decimal(name);
    }

    /** Positive; digits may be grouped with {@code _}. */
    double decimal(String name) {
        try {
            double number = Double.parseDouble(text(name).replace("_", ""));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new IllegalArgumentException("-D" + GIVEN + name + " must be a positive number, not " + text(name));
    }

    boolean flag(String name) {
        return truth(name, text(name));
    }

    /** All that this scenario reads, as it was set. */
    @Override
    public String toString() {
        TreeMap<String, String> values = new TreeMap<>();
        for (String key : FILE.stringPropertyNames()) {
            boolean common = key.indexOf('.') < 0;
            if (common || key.startsWith(scenario) && !key.endsWith(SMOKE)) {
                String name = common ? key : key.substring(scenario.length());
                values.put(name, text(name));
            }
        }
        return values.toString();
    }
}
