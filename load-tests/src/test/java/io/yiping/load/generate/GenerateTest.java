package io.yiping.load.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.model.NaiveLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the manifest says by construction against a replay of the file through {@link NaiveLedger}. */
class GenerateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");
    private static final int RATINGS = 30_000;
    private static final String[] DIMENSIONS = {
        "level", "origin", "channel", "day", "hour", "region", "agency", "matter"
    };

    @Test
    void replay_inOrder_agreesWithManifest() throws IOException {
        GeneratedFile file = GeneratedFile.of(RATINGS, 42, 1);
        NaiveLedger ledger = new NaiveLedger(NOW);

        assertEquals(file.manifest().verdicts(), settle(ledger, file.lines()));

        assertCountsAgree(file.manifest(), ledger);
        assertEquals(RATINGS, file.manifest().lines());
        assertEquals(file.bytes().length, file.manifest().bytes());
        assertTrue(file.manifest().verdicts().balanced());
    }

    @Test
    void replay_publishedLevelsAndRandomKeys_agreesWithManifest() throws IOException {
        double[] published = Arrays.stream(Recipe.LEVELS.split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Recipe recipe = new Recipe(
                RATINGS,
                7,
                Recipe.UNTIL,
                5,
                Shares.MAX_FACTOR,
                ServiceEventIds.Form.RANDOM,
                published,
                Recipe.DEFAULT_SHARE);
        GeneratedFile file = GeneratedFile.of(recipe);
        NaiveLedger ledger = new NaiveLedger(NOW);

        assertEquals(file.manifest().verdicts(), settle(ledger, file.lines()));
        assertCountsAgree(file.manifest(), ledger);
    }

    @Test
    void replay_blocksInAnyOrderSomeTwice_givesPredictedVerdictsAndSameCounts() throws IOException {
        GeneratedFile file = GeneratedFile.of(10_123, 11, 4);
        for (long order = 1; order <= 3; order++) {
            NaiveLedger ledger = new NaiveLedger(NOW);
            Verdicts expected = file.manifest().verdicts();
            Verdicts seen = Verdicts.NONE;
            for (int block : shuffledBlocksSomeTwice(file, order)) {
                boolean again = block < 0;
                int number = again ? ~block : block;
                seen = seen.plus(settle(ledger, block(file, number)));
                expected = again ? expected.plus(file.manifest().sentAgain(number, number)) : expected;
            }
            assertEquals(expected, seen, "order " + order);
            assertCountsAgree(file.manifest(), ledger);
        }
    }

    /** Every block once, every third one more time right away or later, written as its complement. */
    private static List<Integer> shuffledBlocksSomeTwice(GeneratedFile file, long order) {
        int blocks = file.manifest().blocks().rejected().length;
        List<Integer> all = new ArrayList<>(IntStream.range(0, blocks).boxed().toList());
        Random random = new Random(order);
        Collections.shuffle(all, random);
        for (int block = 0; block < blocks; block += 3) {
            int first = all.indexOf(block);
            all.add(first + 1 + random.nextInt(all.size() - first), ~block);
        }
        return all;
    }

    @Test
    void blocks_sentAgain_rejectAndConflictAsStated() throws IOException {
        GeneratedFile file = GeneratedFile.of(10_000, 5, 2);
        NaiveLedger ledger = new NaiveLedger(NOW);
        settle(ledger, file.lines());
        long version = ledger.version();

        for (int number = 0; number < file.manifest().blocks().rejected().length; number++) {
            Verdicts again = settle(ledger, block(file, number));
            assertEquals(file.manifest().sentAgain(number, number), again, "block " + number);
        }
        assertEquals(version, ledger.version());
    }

    @Test
    void sameSeed_givesSameBytes_otherSeedOthers() throws IOException {
        byte[] first = GeneratedFile.of(5_000, 42, 1).bytes();
        assertArrayEquals(first, GeneratedFile.of(5_000, 42, 1).bytes());
        assertNotEquals(
                Arrays.hashCode(first),
                Arrays.hashCode(GeneratedFile.of(5_000, 43, 1).bytes()));
    }

    @Test
    void clean_everyLineIsAccepted() throws IOException {
        GeneratedFile file = GeneratedFile.of(10_000, 1, 0);
        NaiveLedger ledger = new NaiveLedger(NOW);
        assertEquals(new Verdicts(10_000, 10_000, 0, 0, 0, 0, 0), settle(ledger, file.lines()));
        assertEquals(10_000, file.manifest().ratings());
    }

    @Test
    void dirt_comesAtStatedShares() throws IOException {
        Verdicts verdicts = GeneratedFile.of(100_000, 3, 1).manifest().verdicts();
        assertNear(Shares.FLAW, verdicts.rejected() / 1e5);
        assertNear(Shares.CONFLICT, verdicts.conflict() / 1e5);
        assertNear(Shares.ACTIVE_AFTER_DEFAULT, verdicts.replaced() / 1e5);
        assertNear(Shares.REPEAT + Shares.DEFAULT_AFTER_ACTIVE, verdicts.duplicate() / 1e5);
    }

    @Test
    void origins_comeAtStatedShare() throws IOException {
        Map<String, long[]> origins =
                GeneratedFile.of(50_000, 3, 1).manifest().counts().origin();
        assertNear(Recipe.DEFAULT_SHARE, Arrays.stream(origins.get("DEFAULT")).sum() / 5e4);
    }

    @Test
    void repeats_comeByteForByteAndInOtherForms() throws IOException {
        GeneratedFile file = GeneratedFile.of(RATINGS, 42, 1);
        Map<String, Long> times = file.lines().stream().collect(Collectors.groupingBy(l -> l, Collectors.counting()));
        long exact = times.values().stream().mapToLong(n -> n - 1).sum();
        double repeats = RATINGS * Shares.REPEAT;
        assertTrue(exact > 0.5 * repeats && exact < 0.7 * repeats, exact + " exact of " + repeats);
    }

    @Test
    void flaws_areAllThere() throws IOException {
        String text = new String(GeneratedFile.of(RATINGS, 42, 2).bytes(), StandardCharsets.UTF_8);
        for (String flaw : new String[] {
            "\"level\":0",
            "\"level\":6",
            "\"level\":\"5\"",
            "\"WECHAT\"",
            "\\u0000",
            "\\ud83d\"",
            "2099-",
            "2018-",
            "\"rater\":{"
        }) {
            assertTrue(text.contains(flaw), flaw);
        }
    }

    @Test
    void guangdongIds_areUniqueEvenWhenOneMatterHasMoreThanADayHolds() {
        WorkingTimes times = new WorkingTimes(Recipe.UNTIL, 1);
        Matter matter = new City(new Dice(1)).matters().get(0);
        ServiceEventIds ids = new ServiceEventIds.Guangdong(1, times);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            String id = ids.next(matter, 0);
            assertTrue(seen.add(id) && id.matches("[A-Za-z0-9][A-Za-z0-9._:#-]{0,63}"), id);
        }
    }

    @Test
    void plainForm_isTheSameFromBothWriters() throws IOException {
        Dice dice = new Dice(9);
        City city = new City(dice);
        WorkingTimes times = new WorkingTimes(Recipe.UNTIL, 20);
        Recipe recipe = GeneratedFile.recipe(1, 1, 1, ServiceEventIds.Form.RANDOM);
        RatingDraw draw = new RatingDraw(dice, city, times, new ServiceEventIds.Random(1), recipe, Shares.times(10));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonLine line = new JsonLine(bytes);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            Rating rating = draw.next();
            line.write(rating);
            expected.append(Fields.of(rating).line()).append('\n');
        }
        line.flush();
        assertEquals(expected.toString(), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void agencies_haveTheCheckCharacterOfTheStandard() {
        Set<String> codes = new HashSet<>();
        for (Agency agency : new City(new Dice(42)).agencies()) {
            assertTrue(agency.code().matches("11[0-9A-HJ-NPQRTUWXY]{16}") && codes.add(agency.code()), agency.code());
        }
        assertEquals(14 * City.AGENCIES, codes.size());
    }

    private static List<String> block(GeneratedFile file, int number) {
        List<String> lines = file.lines();
        int from = number * Manifest.BLOCK_LINES;
        return lines.subList(from, Math.min(lines.size(), from + Manifest.BLOCK_LINES));
    }

    private static Verdicts settle(NaiveLedger ledger, List<String> lines) {
        Verdicts sums = Verdicts.NONE;
        for (String line : lines) {
            sums = NaiveLedger.add(sums, ledger.settle(line));
        }
        return sums;
    }

    private static void assertCountsAgree(Manifest manifest, NaiveLedger ledger) {
        assertEquals(ledger.ratings(), manifest.ratings());
        assertEquals(ledger.ratings(), Arrays.stream(manifest.total()).sum());
        for (String dimension : DIMENSIONS) {
            assertEquals(Map.of(), differences(ledger.countsBy(dimension), manifest, dimension), dimension);
        }
    }

    private static Map<String, String> differences(Map<String, long[]> replayed, Manifest manifest, String dimension) {
        Map<String, long[]> stated = manifest.counts().by(dimension).orElseThrow();
        Set<String> keys = new HashSet<>(replayed.keySet());
        keys.addAll(stated.keySet());
        Map<String, String> differences = new HashMap<>();
        for (String key : keys) {
            String difference = Arrays.toString(replayed.get(key)) + " is not " + Arrays.toString(stated.get(key));
            if (!Arrays.equals(replayed.get(key), stated.get(key)) && differences.size() < 5) {
                differences.put(key, difference);
            }
        }
        return differences;
    }

    private static void assertNear(double stated, double seen) {
        assertTrue(Math.abs(seen - stated) < 0.15 * stated, "stated " + stated + ", seen " + seen);
    }
}
