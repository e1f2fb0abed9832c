package io.yiping.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.yiping.Sample;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The dashboard follows a burst, says what {@code /v1/stats} says, can be walked through and read, and comes back after the
 * service was killed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {

    private static final int RATINGS = 2_000;
    private static final double FIRST_FIGURES_MILLIS = 1_000;
    private static final List<String> REGIONS = List.of("411302001000", "411303002000", "411321100000", "411300000000");
    private static final List<String> CHANNELS = List.of("WINDOW_DEVICE", "QR", "MOBILE", "PC");

    private static Dashboard dashboard;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        dashboard = Dashboard.start("dashboard");
    }

    @AfterAll
    static void stop() throws Exception {
        dashboard.close();
    }

    @BeforeEach
    void open() {
        page = dashboard.open(1_440, 1_200);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    @Order(1)
    void emptyService_tellsHowToBegin() {
        dashboard.go("");
        assertThat(page.locator("#empty pre")).containsText("curl -i " + dashboard.address());
        dashboard.statsShown("");
        assertThat(page.locator("#levels")).isHidden();
        dashboard.picture("empty");
        dashboard.assertAccessible();
        page.locator("#wall").click();
        dashboard.statsShown("");
        assertThat(page.locator("#empty pre")).isVisible();
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    @Order(2)
    void burst_isFollowedToTheLastRating() {
        dashboard.go("");
        for (int sent = 0; sent < RATINGS; sent += 500) {
            dashboard.send(burst(500));
            dashboard.picture("burst-" + sent);
        }
        dashboard.assertShows("", "");
        assertThat(page.locator("#regions tbody tr")).hasCount(REGIONS.size());
        assertThat(page.locator("#empty")).isHidden();
        assertThat(page.locator("#latest tbody tr")).hasCount(10);
        assertThat(page.locator("#latest")).containsText("窗口没有人");
        dashboard.picture("full");
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    @Order(3)
    void regions_areWalkedThrough() {
        dashboard.go("?region=411300");
        page.locator("#regions button").first().click();
        assertThat(page).hasURL(Pattern.compile(".*[?]region=4113[0-9]{8}$"));
        String county = page.url().replaceAll(".*region=", "");
        dashboard.assertShows("&region=" + county, "");
        dashboard.picture("county");
        page.locator("#regions button").first().click();
        assertThat(page).hasURL(Pattern.compile(".*[?]region=" + county.substring(0, 6) + "[0-9]{3}000$"));
        dashboard.assertShows("&region=" + page.url().replaceAll(".*region=", ""), "");
        assertThat(page.locator("#best")).isHidden();
        page.goBack();
        page.goBack();
        dashboard.assertShows("&region=411300", "");
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    @Order(4)
    void language_theme_period_liveInTheUrl() {
        dashboard.go("");
        page.locator("#language").click();
        assertThat(page.locator("h1")).containsText("Ratings of government services");
        page.locator("#theme").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("7 days")).click();
        assertThat(page).hasURL(Pattern.compile(".*[?]period=7d&lang=en&theme=dark$"));
        page.reload();
        assertThat(page.locator("#periods button[aria-pressed=true]")).hasText("7 days");
        dashboard.awaitLive();
        dashboard.statsShown("");
        dashboard.picture("dark");
        dashboard.assertAccessible();
        page.setViewportSize(390, 844);
        dashboard.picture("phone");
        dashboard.assertNothingBesideThePage();
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    @Order(5)
    void figures_canBeTakenAway() throws Exception {
        dashboard.go("?period=7d");
        dashboard.statsShown("");
        Download csv = page.waitForDownload(() -> page.locator("#csv").click());
        List<String> lines = Files.readAllLines(csv.path());
        assertTrue(lines.get(0).startsWith("\ufeffversion,asOf,from,to,by,key"), lines.get(0));
        assertEquals(2, lines.size(), () -> "not one day of ratings: " + lines);
        Download png = page.waitForDownload(() -> page.locator("#png").click());
        assertTrue(Files.size(png.path()) > 1_000, "no picture");
        dashboard.assertQuiet();
    }

    @Test
    @Order(6)
    void firstFigures_areThereWithinASecond() {
        double best = Double.MAX_VALUE;
        long weight = 0;
        for (int load = 0; load < 3; load++) {
            dashboard.go("");
            Object millis = page.evaluate("performance.getEntriesByName('figures')[0].startTime");
            best = Math.min(best, ((Number) millis).doubleValue());
            Object bytes = page.evaluate("performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                    + ".filter(one => !one.name.includes('/v1/')).reduce((sum, one) => sum + one.decodedBodySize, 0)");
            weight = ((Number) bytes).longValue();
        }
        System.out.printf("first figures after %.0f ms, page of %,d bytes before compression%n", best, weight);
        assertTrue(best < FIRST_FIGURES_MILLIS, "first figures after " + best);
    }

    @Test
    @Order(7)
    void killedService_isSaidAndComeBackTo() throws Exception {
        page.setViewportSize(1_920, 1_080);
        dashboard.go("?wall=1");
        dashboard.statsShown("");
        dashboard.killAndRestart(() -> dashboard.picture("stale"));
        dashboard.send(burst(500));
        dashboard.assertShows("", "&from=" + Dashboard.now().toLocalDate());
    }

    private static List<Sample> burst(int n) {
        String now = Dashboard.written(Dashboard.now());
        List<Sample> ratings = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Sample rating = Sample.rating()
                    .text("regionCode", REGIONS.get(i % REGIONS.size()))
                    .text("channel", CHANNELS.get(i % 7 % CHANNELS.size()))
                    .text("ratedAt", now);
            ratings.add(i % 97 == 0 ? rating.level(1).text("comment", "窗口没有人") : rating);
        }
        return ratings;
    }
}
