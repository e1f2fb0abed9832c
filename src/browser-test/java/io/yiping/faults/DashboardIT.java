package io.yiping.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.yiping.Api;
import io.yiping.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
 * The dashboard in a browser, on a service of its own: it follows a burst, says what {@code /v1/stats} says, can be walked
 * through and read, and comes back after the service was killed. Pictures of it lie in {@code target/pictures}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {

    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final int RATINGS = 2_000;
    private static final double PATIENCE_MILLIS = 30_000;
    private static final double FIRST_FIGURES_MILLIS = 1_000;
    private static final List<String> REGIONS = List.of("411302001000", "411303002000", "411321100000", "411300000000");
    private static final List<String> CHANNELS = List.of("WINDOW_DEVICE", "QR", "MOBILE", "PC");

    private static TestPostgres postgres;
    private static ServiceProcess service;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> errors = new ArrayList<>();
    private final TreeSet<String> hosts = new TreeSet<>();
    private Api api;
    private Page page;
    private long version;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start("dashboard");
        service = ServiceProcess.start("dashboard", Places.PACKAGE, Map.of("YIPING_DATABASE_URL", postgres.url()));
        service.awaitReady();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() throws Exception {
        playwright.close();
        service.close();
        postgres.close();
    }

    @BeforeEach
    void open() {
        api = new Api(service.uri("/"));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1_440, 1_200));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> {
            if (!request.url().startsWith("data:") && !request.url().startsWith("blob:")) {
                hosts.add(URI.create(request.url()).getAuthority());
            }
        });
    }

    @AfterEach
    void close() {
        page.close();
    }

    private void assertQuiet() {
        assertEquals(List.of(), errors);
        assertEquals(new TreeSet<>(List.of(service.uri("/").getAuthority())), hosts);
    }

    @Test
    @Order(1)
    void emptyService_tellsHowToBegin() {
        go("");
        assertThat(page.locator("#empty pre")).containsText("curl -i " + service.uri("/").getScheme());
        picture("empty");
        assertAccessible();
        assertQuiet();
    }

    @Test
    @Order(2)
    void burst_isFollowedToTheLastRating() {
        go("");
        for (int sent = 0; sent < RATINGS; sent += 500) {
            send(500);
            picture("burst-" + sent);
        }
        assertShows("");
        assertThat(page.locator("#regions tbody tr")).hasCount(REGIONS.size());
        assertThat(page.locator("#empty")).isHidden();
        assertThat(page.locator("#complaints tbody tr")).hasCount(10);
        assertThat(page.locator("#complaints")).containsText("窗口没有人");
        picture("full");
        assertAccessible();
        assertQuiet();
    }

    @Test
    @Order(3)
    void regions_areWalkedThrough() {
        go("?region=411300");
        page.locator("#regions button").first().click();
        assertThat(page).hasURL(Pattern.compile(".*[?]region=4113[0-9]{8}$"));
        String county = page.url().replaceAll(".*region=", "");
        assertShows("&region=" + county);
        picture("county");
        page.goBack();
        assertShows("&region=411300");
        assertAccessible();
        assertQuiet();
    }

    @Test
    @Order(4)
    void language_theme_period_liveInTheUrl() {
        go("");
        page.locator("#language").click();
        assertThat(page.locator("h1")).containsText("Ratings of government services");
        page.locator("#theme").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("7 days")).click();
        assertThat(page).hasURL(Pattern.compile(".*[?]period=7d&lang=en&theme=dark$"));
        page.reload();
        assertThat(page.locator("#periods button[aria-pressed=true]")).hasText("7 days");
        awaitLive();
        picture("dark");
        assertAccessible();
        page.setViewportSize(390, 844);
        picture("phone");
        page.setViewportSize(1_920, 1_080);
        picture("wall");
        assertQuiet();
    }

    @Test
    @Order(5)
    void firstFigures_areThereWithinASecond() {
        double best = Double.MAX_VALUE;
        long weight = 0;
        for (int load = 0; load < 3; load++) {
            go("");
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
    @Order(6)
    void killedService_isSaidAndComeBackTo() throws Exception {
        go("");
        assertShows("");
        service.kill();
        assertThat(page.locator("#state")).hasClass(Pattern.compile("stale"), patiently());
        picture("stale");
        service.restart();
        service.awaitReady();
        api = new Api(service.uri("/"));
        assertThat(page.locator("#state"))
                .hasClass(Pattern.compile("live"), patiently());
        send(500);
        assertShows("");
    }

    private static LocatorAssertions.HasClassOptions patiently() {
        return new LocatorAssertions.HasClassOptions().setTimeout(PATIENCE_MILLIS);
    }

    private void go(String query) {
        page.navigate(service.uri("/").toString() + query);
        awaitLive();
    }

    private void awaitLive() {
        assertThat(page.locator("#state")).hasClass(Pattern.compile("live"), patiently());
    }

    private void send(int n) {
        String now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai")).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        Sample[] ratings = new Sample[n];
        for (int i = 0; i < n; i++) {
            Sample rating = Sample.rating()
                    .text("regionCode", REGIONS.get(i % REGIONS.size()))
                    .text("channel", CHANNELS.get(i % 7 % CHANNELS.size()))
                    .text("ratedAt", now.replaceAll("[.][0-9]+", ""));
            ratings[i] = i % 97 == 0 ? rating.level(1).text("comment", "窗口没有人") : rating;
        }
        Api.Reply reply = api.post("/v1/ratings/batch?results=problems", Sample.batch(ratings));
        assertEquals(200, reply.status(), reply::toString);
        version = reply.json().get("version").asLong();
    }

    /** The page says what the service says, number by number, when nothing comes any more. */
    private void assertShows(String selection) {
        String path = "/v1/stats?minVersion=" + version + selection;
        JsonNode stats = api.get(path).json();
        JsonNode total = stats.get("total");
        assertThat(page.locator("body")).hasAttribute("data-version", stats.get("version").asText(), attribute());
        assertEquals("%,d".formatted(total.get("ratings").asLong()), page.textContent("#ratings"));
        assertEquals("%,d".formatted(total.get("active").asLong()), page.textContent("#active"));
        long bad = total.at("/counts/1").asLong() + total.at("/counts/2").asLong();
        assertEquals("%,d".formatted(bad), page.textContent("#bad"));
        double satisfaction = Math.floor(total.get("satisfactionRate").asDouble() * 100_000 + 1e-4) / 1_000;
        assertEquals("%.3f %%".formatted(satisfaction), page.textContent("#satisfaction"));
        long today = api.get(path + "&from=" + today())
                .json()
                .at("/total/ratings")
                .asLong();
        assertEquals("%,d".formatted(today), page.textContent("#today"));
    }

    private static String today() {
        return ZonedDateTime.now(ZoneId.of("Asia/Shanghai")).toLocalDate().toString();
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
    }

    private void picture(String name) {
        page.waitForTimeout(Duration.ofMillis(400).toMillis());
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name + ".png")));
    }

    private void assertAccessible() {
        List<String> faults = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            rule.getNodes().forEach(node -> faults.add(rule.getId() + " " + node.getTarget() + " " + rule.getHelp()));
        }
        assertEquals(List.of(), faults);
    }
}
