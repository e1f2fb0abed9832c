package io.yiping.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.yiping.Api;
import io.yiping.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The dashboard in Debian's Chromium, on a service of its own. It keeps what the console complained of and which hosts were
 * asked; pictures lie in {@code target/pictures}.
 */
final class Dashboard implements AutoCloseable {

    static final double PATIENCE_MILLIS = 60_000;

    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final TestPostgres postgres;
    private final ServiceProcess service;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();
    private final TreeSet<String> hosts = new TreeSet<>();

    private Api api;
    private Page page;
    private long version;

    private Dashboard(TestPostgres postgres, ServiceProcess service) {
        this.postgres = postgres;
        this.service = service;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(List.of("--no-sandbox")));
    }

    static Dashboard start(String name) throws Exception {
        TestPostgres postgres = TestPostgres.start(name);
        ServiceProcess service = ServiceProcess.start(name, Places.PACKAGE, Map.of("YIPING_DATABASE_URL", postgres.url()));
        service.awaitReady();
        return new Dashboard(postgres, service);
    }

    @Override
    public void close() throws Exception {
        playwright.close();
        service.close();
        postgres.close();
    }

    /** A new page without a past. */
    Page open(int width, int height) {
        errors.clear();
        hosts.clear();
        api = new Api(service.uri("/"));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height));
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
        return page;
    }

    Api api() {
        return api;
    }

    long version() {
        return version;
    }

    String address() {
        return service.uri("/").toString();
    }

    void go(String query) {
        page.navigate(address() + query);
        awaitLive();
    }

    void awaitLive() {
        assertThat(page.locator("#state")).hasClass(Pattern.compile("live"), classPatiently());
    }

    /** Kills the service, waits until the page says so, and starts it again. */
    void killAndRestart(Runnable meanwhile) throws Exception {
        service.kill();
        assertThat(page.locator("#state")).hasClass(Pattern.compile("stale"), classPatiently());
        meanwhile.run();
        service.restart();
        service.awaitReady();
        api = new Api(service.uri("/"));
        awaitLive();
    }

    private static LocatorAssertions.HasClassOptions classPatiently() {
        return new LocatorAssertions.HasClassOptions().setTimeout(PATIENCE_MILLIS);
    }

    void send(List<Sample> ratings) {
        Api.Reply reply = api.post("/v1/ratings/batch?results=problems", Sample.batch(ratings.toArray(new Sample[0])));
        assertEquals(200, reply.status(), reply::toString);
        version = reply.json().get("version").asLong();
    }

    static ZonedDateTime now() {
        return ZonedDateTime.now(SHANGHAI).withNano(0);
    }

    static String written(ZonedDateTime time) {
        return time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** {@code /v1/stats} at the version of what was sent last, and the panels have come to it. */
    JsonNode statsShown(String selection) {
        JsonNode stats = stats(selection);
        assertThat(page.locator("body"))
                .hasAttribute("data-version", stats.get("version").asText(), attributePatiently());
        return stats;
    }

    JsonNode stats(String selection) {
        return get("/v1/stats?minVersion=" + version + selection);
    }

    JsonNode get(String path) {
        Api.Reply reply = api.get(path);
        assertEquals(200, reply.status(), reply::toString);
        return reply.json();
    }

    static LocatorAssertions.HasAttributeOptions attributePatiently() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
    }

    /**
     * The page says what the service says, number by number, when nothing comes any more.
     *
     * @param region as a parameter, or empty
     * @param period as parameters, or empty
     */
    void assertShows(String region, String period) {
        JsonNode total = statsShown(region + period).get("total");
        assertEquals(grouped(total.get("ratings").asLong()), page.textContent("#ratings"));
        assertEquals(grouped(total.get("active").asLong()), page.textContent("#active"));
        assertEquals(grouped(total.get("default").asLong()), page.textContent("#by-default"));
        assertEquals(grouped(bad(total)), page.textContent("#bad"));
        assertEquals(satisfaction(total.get("satisfactionRate").asDouble()), page.textContent("#satisfaction"));
        boolean isToday = page.locator("#ever").count() > 0;
        JsonNode other = stats(region + (isToday ? "" : "&from=" + now().toLocalDate()));
        assertEquals(grouped(other.at("/total/ratings").asLong()), page.textContent(isToday ? "#ever" : "#today"));
    }

    static long bad(JsonNode figures) {
        return figures.at("/counts/1").asLong() + figures.at("/counts/2").asLong();
    }

    static String grouped(long number) {
        return "%,d".formatted(number);
    }

    /** Cut, never rounded up. */
    static String satisfaction(double rate) {
        return "%.3f %%".formatted(Math.floor(rate * 100_000 + 1e-4) / 1_000);
    }

    /** The cells of a table's rows. */
    List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        for (Locator row : page.locator(table + " tbody tr").all()) {
            rows.add(row.locator("th, td").allTextContents());
        }
        return rows;
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    void assertAccessible() {
        List<String> faults = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            rule.getNodes().forEach(node -> faults.add(rule.getId() + " " + node.getTarget() + " " + rule.getHelp()));
        }
        assertEquals(List.of(), faults);
    }

    /** Nothing in the console, and nobody else asked. */
    void assertQuiet() {
        assertEquals(List.of(), errors);
        assertEquals(new TreeSet<>(List.of(service.uri("/").getAuthority())), hosts);
    }

    void assertNothingBesideThePage() {
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls to the side");
    }
}
