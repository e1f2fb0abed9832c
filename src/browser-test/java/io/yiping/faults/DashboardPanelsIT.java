package io.yiping.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.yiping.Api;
import io.yiping.Sample;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What an office looks for in the morning: the figures beside those before, complaints that rise, agencies by their interval, and
 * what has no rating. All of it equals what the service answers, and nobody who reads with the keyboard is disturbed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardPanelsIT {

    private static final List<String> REGIONS = List.of("411302001000", "411303002000", "411321100000");
    private static final List<String> AGENCIES = List.of("11411302MB0F12345X", "11411303MB0F12345X", "11411321MB0F12345X");
    private static final String UNUSED_AGENCY = "11411322MB0F12345X";
    private static final String[] OPTIONS = {"213", "209", "113"};

    private static Dashboard dashboard;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        dashboard = Dashboard.start("dashboard-panels");
    }

    @AfterAll
    static void stop() throws Exception {
        dashboard.close();
    }

    @BeforeEach
    void open() {
        page = dashboard.open(1_440, 1_200);
        if (dashboard.version() == 0) {
            dashboard.send(sixteenDays());
        }
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    @Order(1)
    void today_standsBesideYesterdayUpToTheSameHour() {
        dashboard.go("?period=today");
        int hour;
        do {
            hour = Dashboard.now().getHour();
            dashboard.assertShows("", "&from=" + today());
            page.reload();
            dashboard.statsShown("");
        } while (hour != Dashboard.now().getHour());
        if (hour == 0) {
            assertEquals("", page.textContent("#ratings-change"));
            return;
        }
        Figures now = upTo(hour, today());
        Figures before = upTo(hour, today().minusDays(1));
        String weekday = today().minusDays(1).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.CHINA);
        assertCompared(now, before, "今日0至" + hour + "时 %s\n昨日(" + weekday + ") %s");
        dashboard.assertQuiet();
    }

    @Test
    @Order(2)
    void sevenDays_standBesideTheSevenBefore() {
        dashboard.go("?period=7d");
        String week = "&from=" + today().minusDays(6) + "&to=" + today().plusDays(1);
        dashboard.assertShows("", week);
        JsonNode stats = dashboard.stats(week + "&compare=previous");
        String between = "%s至%s".formatted(today().minusDays(13), today().minusDays(7)).replaceAll("[0-9]{4}-", "");
        Figures now = Figures.of(stats.get("total"));
        Figures before = Figures.of(stats.at("/previous/total"));
        assertTrue(now.ratings != before.ratings && now.bad != before.bad, "nothing to tell apart");
        assertCompared(now, before, "之前 %2$s\n" + between + ",今日未完");
        dashboard.assertQuiet();
    }

    @Test
    @Order(3)
    void risingComplaints_areThoseOfTheService() {
        dashboard.go("?region=411300");
        dashboard.statsShown("&region=411300");
        JsonNode stats = dashboard.stats("&region=411300&by=option&compare=previous&sort=-rise&limit=10&from="
                + today().minusDays(6) + "&to=" + today().plusDays(1));
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode row : stats.get("rows")) {
            long now = row.get("ratings").asLong();
            long before = row.at("/previous/ratings").asLong();
            expected.add(List.of(
                    row.get("name").asText(), Dashboard.grouped(now), Dashboard.grouped(before), moved(now - before)));
        }
        assertEquals(OPTIONS.length, expected.size());
        assertEquals(expected, dashboard.rows("#rising"));
        assertEquals("▲", expected.get(0).get(3).substring(0, 1));
        assertEquals("▼", expected.get(OPTIONS.length - 1).get(3).substring(0, 1));
        dashboard.assertQuiet();
    }

    @Test
    @Order(4)
    void agencies_standByTheIntervalOfTheService() {
        dashboard.go("");
        JsonNode rows = dashboard.statsShown("&by=agency").get("rows");
        List<JsonNode> ranked = new ArrayList<>();
        rows.forEach(ranked::add);
        ranked.sort((one, other) -> Double.compare(
                other.at("/interval/low").asDouble(), one.at("/interval/low").asDouble()));
        List<String> expected = ranked.stream().map(DashboardPanelsIT::interval).toList();
        List<String> shown = new ArrayList<>();
        dashboard.rows("#best").forEach(row -> shown.add(row.get(3)));
        dashboard.rows("#worst").forEach(row -> shown.add(row.get(3)));
        assertEquals(expected, shown);
        assertEquals(1, page.locator("#worst tbody tr").count());
    }

    @Test
    @Order(5)
    void keyboard_findsTheFormulaAndIsNotDisturbed() {
        dashboard.go("?region=411300");
        dashboard.statsShown("&region=411300");
        page.locator(".satisfaction summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".satisfaction .formula p")).isVisible();
        page.locator("#regions button").nth(1).focus();
        String focused = (String) page.evaluate("document.activeElement.dataset.key");
        dashboard.send(List.of(Sample.rating().text("regionCode", focused).text("ratedAt", Dashboard.written(Dashboard.now()))));
        dashboard.statsShown("&region=411300");
        assertEquals(focused, page.evaluate("document.activeElement.dataset.key"));
        assertThat(page.locator(".satisfaction .formula p")).isVisible();
        dashboard.assertAccessible();
        page.keyboard().press("Enter");
        assertThat(page.locator("#path [aria-current]")).not().hasText("南阳市");
        dashboard.assertQuiet();
    }

    @Test
    @Order(6)
    void midnight_beginsANewDay() {
        page.clock().install();
        dashboard.go("?period=today");
        dashboard.statsShown("");
        String tomorrow = "from=" + today().plusDays(1);
        page.waitForRequest(request -> request.url().contains("/v1/stats/live") && request.url().contains(tomorrow),
                () -> page.clock().fastForward("24:00:00"));
    }

    @Test
    @Order(7)
    void nothingRegistered_saysHow() {
        dashboard.go("");
        awaitCoverage();
        assertThat(page.locator("#coverage tbody tr").nth(1)).containsText("尚未登记");
        page.locator("[data-key=register-agencies] summary").click();
        assertThat(page.locator("[data-key=register-agencies] pre")).containsText("/v1/registry/agencies");
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    @Test
    @Order(8)
    void registeredName_appearsByItself() {
        dashboard.go("");
        dashboard.statsShown("");
        assertThat(page.locator(".agencies")).containsText(AGENCIES.get(0));
        register("agencies", "code,name,parent\n" + AGENCIES.get(0) + ",宛城区民政局,411302\n" + UNUSED_AGENCY + ",方城县档案馆,411322\n");
        assertThat(page.locator(".agencies")).containsText("宛城区民政局", patiently());
        assertThat(page.locator("#latest")).containsText("宛城区民政局", patiently());
        assertFalse(page.textContent(".agencies").contains(AGENCIES.get(0)));
        dashboard.assertQuiet();
    }

    @Test
    @Order(9)
    void coverage_isThatOfTheService() {
        dashboard.go("");
        awaitCoverage();
        List<List<String>> expected = new ArrayList<>();
        for (String kind : List.of("matters", "agencies", "channels", "regions")) {
            JsonNode answer = dashboard.get("/v1/coverage/" + kind + "?minVersion=" + dashboard.version());
            String unknown = Dashboard.grouped(answer.get("unknown").asLong());
            long registered = answer.get("registered").asLong();
            expected.add(registered == 0
                    ? List.of("尚未登记", "–", unknown)
                    : List.of(
                            Dashboard.grouped(answer.get("rated").asLong()) + " / " + Dashboard.grouped(registered),
                            Dashboard.satisfaction(answer.get("coverageRate").asDouble()),
                            unknown));
        }
        List<List<String>> shown = new ArrayList<>();
        dashboard.rows("#coverage").forEach(row -> shown.add(row.subList(1, 4)));
        assertEquals(expected, shown);
        page.locator("[data-key=unrated-agencies] summary").click();
        assertThat(page.locator("[data-key=unrated-agencies] li")).hasText(new String[] {"方城县档案馆 " + UNUSED_AGENCY});
        assertThat(page.locator("[data-key=unknown-agencies] li")).hasCount(AGENCIES.size() - 1);
        dashboard.send(List.of(Sample.rating()));
        awaitCoverage();
        assertThat(page.locator("[data-key=unrated-agencies] li")).isVisible();
        dashboard.assertAccessible();
        dashboard.assertQuiet();
    }

    private void awaitCoverage() {
        String version = dashboard.stats("").get("version").asText();
        assertThat(page.locator("#coverage")).hasAttribute("data-version", version, Dashboard.attributePatiently());
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(Dashboard.PATIENCE_MILLIS);
    }

    private static void register(String kind, String csv) {
        Api api = dashboard.api();
        Api.Reply reply = api.send(api.request("/v1/registry/" + kind)
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString(csv)));
        assertEquals(200, reply.status(), reply::toString);
    }

    private void assertCompared(Figures now, Figures before, String basis) {
        assertEquals(moved(now.ratings - before.ratings), page.textContent("#ratings-change"));
        assertEquals(basis.formatted(Dashboard.grouped(now.ratings), Dashboard.grouped(before.ratings)), page.textContent("#ratings-basis"));
        assertEquals(moved(now.bad - before.bad), page.textContent("#bad-change"));
        assertEquals(basis.formatted(Dashboard.grouped(now.bad), Dashboard.grouped(before.bad)), page.textContent("#bad-basis"));
        double points = 100 * (now.satisfaction() - before.satisfaction());
        String word = points > 0 ? "▲ 高" : "▼ 低";
        assertEquals("%s%.3f个百分点".formatted(word, Math.abs(points)), page.textContent("#satisfaction-change"));
        assertEquals(
                basis.formatted(Dashboard.satisfaction(now.satisfaction()), Dashboard.satisfaction(before.satisfaction())),
                page.textContent("#satisfaction-basis"));
    }

    private static String moved(long by) {
        return by > 0 ? "▲ 多" + Dashboard.grouped(by) : by < 0 ? "▼ 少" + Dashboard.grouped(-by) : "＝ 持平";
    }

    private static String interval(JsonNode row) {
        JsonNode interval = row.get("interval");
        return "%.1f–%.1f %%".formatted(100 * interval.get("low").asDouble(), 100 * interval.get("high").asDouble());
    }

    private Figures upTo(int hour, LocalDate day) {
        Figures sum = new Figures(0, 0);
        for (JsonNode row : dashboard.stats("&by=hour&limit=1000&from=" + day + "&to=" + day.plusDays(1)).get("rows")) {
            if (ZonedDateTime.parse(row.get("key").asText()).getHour() < hour) {
                sum = sum.and(Figures.of(row));
            }
        }
        return sum;
    }

    private record Figures(long ratings, long bad) {
        static Figures of(JsonNode figures) {
            return new Figures(figures.get("ratings").asLong(), Dashboard.bad(figures));
        }

        Figures and(Figures other) {
            return new Figures(ratings + other.ratings, bad + other.bad);
        }

        double satisfaction() {
            return (double) (ratings - bad) / ratings;
        }
    }

    private static LocalDate today() {
        return Dashboard.now().toLocalDate();
    }

    /** Each hour of sixteen days until now: more ratings and other and more complaints in the last days than before, at whatever hour. */
    private static List<Sample> sixteenDays() {
        ZonedDateTime now = Dashboard.now();
        List<Sample> ratings = new ArrayList<>();
        ZonedDateTime hour = now.toLocalDate().minusDays(15).atStartOfDay(now.getZone());
        for (int n = 0; !hour.isAfter(now); hour = hour.plusHours(1), n++) {
            boolean today = hour.toLocalDate().equals(now.toLocalDate());
            boolean lately = hour.isAfter(now.minusDays(6));
            for (int i = 0; i < (today ? 4 : lately ? 3 : 2); i++) {
                ratings.add(rating(n + i, hour, i == 0 && n % (lately ? 3 : 5) == 0 || today && i == 1, lately));
            }
        }
        return ratings;
    }

    private static Sample rating(int n, ZonedDateTime at, boolean bad, boolean lately) {
        int place = bad ? 0 : n % REGIONS.size();
        Sample rating = Sample.rating()
                .text("regionCode", REGIONS.get(place))
                .text("agencyCode", AGENCIES.get(place))
                .text("ratedAt", Dashboard.written(at));
        if (!bad) {
            return rating;
        }
        String option = n % 10 == 0 ? OPTIONS[2] : OPTIONS[lately ? 0 : 1];
        return rating.level(option.charAt(0) - '0').with("options", "[\"" + option + "\"]");
    }
}
