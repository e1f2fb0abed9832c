package io.yiping.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Page;
import io.yiping.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard on a wall: one screen with nothing cut off, the figures of the service, and a way out. */
class WallIT {

    /** Whatever of the page reaches beyond the screen, or beyond its panel. */
    private static final String CUT_OFF =
            """
            (() => {
              const out = [];
              const screen = document.documentElement;
              if (screen.scrollWidth > innerWidth || screen.scrollHeight > innerHeight) out.push('screen');
              document.querySelectorAll('main section:not([hidden])').forEach((panel) => {
                const box = panel.getBoundingClientRect();
                if (box.bottom > innerHeight || box.right > innerWidth) out.push(panel.className);
                panel.querySelectorAll('h2, tr, dt, dd > *, canvas').forEach((part) => {
                  const { bottom, right, height } = part.getBoundingClientRect();
                  if (height > 0 && part.offsetParent !== null && (bottom > box.bottom + 1 || right > box.right + 1))
                    out.push(`${panel.className}: ${part.tagName} ${part.textContent}`);
                });
              });
              const panels = [...document.querySelectorAll('main section:not([hidden])')].map((one) => [one, one.getBoundingClientRect()]);
              panels.forEach(([one, a], i) => panels.slice(i + 1).forEach(([other, b]) => {
                if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) out.push(`${one.className} over ${other.className}`);
              }));
              return out;
            })()""";

    private static final List<String> COUNTIES = List.of(
            "411300", "411302", "411303", "411321", "411322", "411323", "411324", "411325", "411326", "411327", "411328", "411329",
            "411330", "411381");
    private static final String[] CHANNELS = {"WINDOW_DEVICE", "QR", "MOBILE", "PC", "TERMINAL", "SMS", "PHONE"};
    private static final int RATINGS = 3_000;

    private static Dashboard dashboard;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        dashboard = Dashboard.start("wall");
        dashboard.open(800, 600).close();
        dashboard.send(aCity());
    }

    @AfterAll
    static void stop() throws Exception {
        dashboard.close();
    }

    @BeforeEach
    void open() {
        page = dashboard.open(1_920, 1_080);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @ParameterizedTest
    @CsvSource({"1920,1080,", "3840,2160,", "1366,768,", "1920,1080,&lang=en", "1920,1080,&theme=light", "1920,1080,&period=7d", "1366,768,&period=7d&lang=en"})
    void everything_standsOnOneScreen(int width, int height, String more) {
        page.setViewportSize(width, height);
        dashboard.go("?region=411300&wall=1" + (more == null ? "" : more));
        String days = more != null && more.contains("7d") ? "&from=" + Dashboard.now().toLocalDate().minusDays(6) : today();
        dashboard.assertShows("&region=411300", days);
        assertThat(page.locator("#coverage")).hasAttribute("data-version", "" + dashboard.version(), Dashboard.attributePatiently());
        dashboard.picture("wall-%dx%d%s".formatted(width, height, more == null ? "" : more.replaceAll("&.*=", "-")));
        assertEquals(List.of(), page.evaluate(CUT_OFF));
        assertThat(page.locator("#regions tbody tr:visible")).hasCount(COUNTIES.size());
        assertThat(page.locator("#periods")).isHidden();
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    void button_enters_escapeLeaves() {
        dashboard.go("?region=411300");
        page.locator("#wall").click();
        assertThat(page).hasURL(Pattern.compile(".*[?]region=411300000000&period=all&wall=1$"));
        assertThat(page.locator("html")).hasClass(Pattern.compile("wall"));
        page.keyboard().press("Escape");
        assertThat(page).hasURL(Pattern.compile(".*[?]region=411300000000$"));
        assertThat(page.locator("html")).not().hasClass(Pattern.compile("wall"));
        assertThat(page.locator("#periods")).isVisible();
        dashboard.assertShows("&region=411300", "");
    }

    @Test
    void whatDoesNotFit_takesTurns() {
        page.clock().install();
        dashboard.go("?region=411300&wall=1");
        dashboard.statsShown("&region=411300");
        String first = page.locator("#latest tbody").innerText();
        page.clock().fastForward(13_000);
        assertThat(page.locator("#latest-label")).hasAttribute("data-page", Pattern.compile("2/[0-9]"));
        assertNotEquals(first, page.locator("#latest tbody").innerText());
        assertEquals(List.of(), page.evaluate(CUT_OFF));
        page.keyboard().press("Space");
        page.clock().fastForward(13_000);
        assertThat(page.locator("#latest-label")).hasAttribute("data-page", Pattern.compile("2/[0-9]"));
    }

    @Test
    void phone_isNoWall() {
        page.setViewportSize(390, 844);
        dashboard.go("?region=411300&wall=1");
        assertThat(page.locator("#wall")).isVisible();
        assertThat(page.locator("#periods")).isVisible();
        dashboard.statsShown("&region=411300");
        dashboard.assertNothingBesideThePage();
    }

    private static String today() {
        return "&from=" + Dashboard.now().toLocalDate();
    }

    /** A city's day: all counties, six agencies in each, all channels, some bad ratings with reasons. */
    private static List<Sample> aCity() {
        String now = Dashboard.written(Dashboard.now());
        List<Sample> ratings = new ArrayList<>();
        for (int i = 0; i < RATINGS; i++) {
            String county = COUNTIES.get((int) Math.sqrt(i % (COUNTIES.size() * COUNTIES.size())));
            Sample rating = Sample.rating()
                    .text("regionCode", county)
                    .text("agencyCode", "11" + county + "MB0F1234" + i % 6 + "X")
                    .text("channel", CHANNELS[i % 50 % CHANNELS.length])
                    .text("ratedAt", now);
            ratings.add(i % 61 == 0 ? bad(rating, i) : rating);
        }
        return ratings;
    }

    private static Sample bad(Sample rating, int i) {
        return rating.level(2)
                .with("options", "[\"" + (207 + i % 8) + "\"]")
                .text("comment", "承诺三个工作日办结,过了十天还没有结果,打电话也没有人接,只好又跑了一趟。");
    }
}
