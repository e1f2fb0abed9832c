package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Batches of ratings from everywhere, every time since 2019 and every kind of sender, with their dirt: repeats, conflicts,
 * default ratings that active ones replace, rejected items. Ends with {@link #close}.
 */
final class WideTraffic implements AutoCloseable {

    static final List<String> CHANNELS =
            List.of("PC", "MOBILE", "QR", "WINDOW_DEVICE", "TERMINAL", "PHONE", "SMS", "SUPERVISION_POST", "PAPER");
    static final List<String> AGENCIES =
            List.of("11411300005999000X", "11411302MB0F12345X", "114113210060012340", "12410000415800482X");
    static final List<String> MATTERS = List.of(
            "11411300005999000X4411300000001",
            "11411300005999000X4411300000002",
            "11411300005999000X441130000000102",
            "11411302MB0F12345X2000123456789",
            "114113210060012340a000123456789",
            "12410000415800482X2000123456abc01");

    /** Of bad ratings, by level. */
    static final Map<Integer, List<String>> OPTIONS =
            Map.of(1, List.of("108", "110", "113", "115"), 2, List.of("207", "209", "213", "214"));

    /** All depths, in 6 and 12 digits; some have no parent of their own: a village that belongs to no township. */
    static final List<String> REGIONS = List.of(
            "410000",
            "410000000000",
            "420000000000",
            "411300",
            "411300000000",
            "411000000000",
            "420100",
            "411302",
            "411302000000",
            "411303000000",
            "411321",
            "411381000000",
            "411371000000",
            "420102000000",
            "411302001000",
            "411302002000",
            "411302100000",
            "411303001000",
            "411381400000",
            "420102001000",
            "411302001201",
            "411302001202",
            "411302001203",
            "411302002201",
            "411302100210",
            "411303001001",
            "411381400999",
            "420102001001",
            "411302000201",
            "411300000207",
            "410000000001",
            "411300001000");

    private static final int BATCH = 100;
    private static final int CLIENTS = 2;
    private static final int PAUSE_MILLIS = 40;
    private static final int KNOWN = 2_000;
    private static final long SINCE = Instant.parse("2018-12-31T16:00:00Z").getEpochSecond();

    private final Client client;
    private final List<ServiceProcess> instances;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Long> told = new TreeMap<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    WideTraffic(Client client, List<ServiceProcess> instances) {
        this.client = client;
        this.instances = instances;
    }

    void start(SplittableRandom random) {
        for (int i = 0; i < CLIENTS; i++) {
            Sender sender = new Sender("wide-" + random.nextInt(1 << 30) + "-" + i + "-", random.split());
            threads.add(new Thread(() -> send(sender), "wide-traffic-" + i));
        }
        threads.forEach(Thread::start);
    }

    /** Sums of all answers. */
    Map<String, Long> told() {
        synchronized (told) {
            return new TreeMap<>(told);
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        ending = true;
        threads.forEach(Waits::forEnd);
    }

    private void send(Sender sender) {
        try {
            while (!ending) {
                ServiceProcess instance = instances.get(sender.random.nextInt(instances.size()));
                add(client.postJson(instance, "/v1/ratings/batch", sender.batch()));
                Thread.sleep(sender.random.nextInt(PAUSE_MILLIS));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            findings.add(new Finding("I8", "a client failed: " + e));
        }
    }

    private void add(HttpResponse<byte[]> answer) throws IOException {
        JsonNode sums = Client.JSON.readTree(answer.body());
        synchronized (told) {
            for (String name : List.of("received", "accepted", "duplicate", "conflict", "rejected", "replaced")) {
                told.merge(name, sums.path(name).asLong(), Long::sum);
            }
        }
    }

    /** One client, with what it has sent. */
    private static final class Sender {
        private final String prefix;
        private final SplittableRandom random;
        private final List<ObjectNode> known = new ArrayList<>();
        private int events;

        Sender(String prefix, SplittableRandom random) {
            this.prefix = prefix;
            this.random = random;
        }

        ArrayNode batch() {
            ArrayNode batch = Client.JSON.createArrayNode();
            for (int i = 0; i < BATCH; i++) {
                batch.add(next());
            }
            return batch;
        }

        private ObjectNode next() {
            int dice = random.nextInt(100);
            if (known.isEmpty() || dice < 70) {
                ObjectNode fresh = rating(prefix + ++events);
                known.add(random.nextInt(known.size() + 1), fresh);
                if (known.size() > KNOWN) {
                    known.remove(KNOWN);
                }
                return fresh;
            }
            ObjectNode before = known.get(random.nextInt(known.size()));
            String event = before.get("serviceEventId").asText();
            if (dice < 80) {
                return before;
            } else if (dice < 96) {
                return rating(event);
            }
            return dice < 98
                    ? rating(event).put("level", 9)
                    : rating(event + "x").put("channel", "FAX");
        }

        /** Anything; a second one of the same event is another in every respect, place and time too. */
        private ObjectNode rating(String event) {
            ObjectNode json = Client.JSON.createObjectNode();
            int level = 1 + random.nextInt(5);
            json.put("serviceEventId", event);
            json.put("level", level);
            json.put("channel", one(CHANNELS));
            json.put("regionCode", one(REGIONS));
            json.put("agencyCode", one(AGENCIES));
            json.put("ratedAt", ratedAt().toString());
            if (random.nextInt(3) > 0) {
                json.put("matterCode", one(MATTERS));
            }
            if (random.nextInt(3) == 0) {
                json.put("origin", "DEFAULT");
            }
            if (level <= 2) {
                OPTIONS.get(level).stream()
                        .filter(option -> random.nextInt(3) == 0)
                        .forEach(json.withArray("options")::add);
                json.put("comment", "等了两个小时");
            }
            return json;
        }

        private String one(List<String> values) {
            return values.get(random.nextInt(values.size()));
        }

        /** Just now, these days, these months, ever; and at the borders of days and months. */
        private Instant ratedAt() {
            Instant now = Instant.now();
            return switch (random.nextInt(6)) {
                case 0 -> now;
                case 1, 2 -> now.minusMillis(random.nextLong(Duration.ofDays(2).toMillis()));
                case 3 -> now.minusMillis(random.nextLong(Duration.ofDays(90).toMillis()));
                case 4 -> Instant.ofEpochSecond(random.nextLong(SINCE, now.getEpochSecond()));
                default -> border(now);
            };
        }

        private Instant border(Instant now) {
            LocalDate day = LocalDate.ofInstant(
                    Instant.ofEpochSecond(random.nextLong(SINCE, now.getEpochSecond())), ZoneOffset.ofHours(8));
            LocalDate border = random.nextBoolean() ? day.withDayOfMonth(1) : day;
            Instant midnight = border.atStartOfDay(ZoneOffset.ofHours(8)).toInstant();
            boolean before = random.nextBoolean() && midnight.getEpochSecond() > SINCE;
            return before ? midnight.minusNanos(1_000) : midnight;
        }
    }
}
