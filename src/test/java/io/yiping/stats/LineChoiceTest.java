package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which line serves what: the contract's table, cell by cell. */
class LineChoiceTest {

    private static final String AGENCY = "agency=11411302MB0F12345X";
    private static final String MATTER = "matter=11411302MB0F12345X0123456789012";
    private static final String PROVINCE = "region=410000";
    private static final String CITY = "region=411300";
    private static final String COUNTY = "region=411302";
    private static final String TOWNSHIP = "region=411302001000";
    private static final String VILLAGE = "region=411302001002";
    private static final String TWO_DAYS = "from=2026-01-01&to=2026-01-03";
    private static final String THREE_DAYS = "from=2026-01-01&to=2026-01-04";
    private static final String DAYS_62 = "from=2026-01-01&to=2026-03-04";
    private static final String DAYS_63 = "from=2026-01-01&to=2026-03-05";

    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

    /** Query, and what serves it. */
    private static final String[][] TABLE = {
        {"", "REGION"},
        {"by=level", "REGION"},
        {"by=origin&origin=ACTIVE", "REGION"},
        {"by=day", "REGION"},
        {"by=month", "REGION"},
        {"by=channel", "REGION"},
        {"by=region", "REGION"},
        {VILLAGE, "REGION"},
        {VILLAGE + "&channel=QR&by=month", "REGION"},
        {TOWNSHIP + "&by=region&channel=QR", "REGION"},
        {"by=agency", "AGENCY"},
        {AGENCY, "AGENCY"},
        {AGENCY + "&by=channel", "AGENCY"},
        {AGENCY + "&by=day&channel=QR&" + COUNTY, "AGENCY"},
        {AGENCY + "&by=region", "AGENCY"},
        {AGENCY + "&by=region&" + CITY, "AGENCY"},
        {AGENCY + "&by=region&" + COUNTY, "stats-selection-unsupported"},
        {AGENCY + "&" + TOWNSHIP, "stats-selection-unsupported"},
        {"by=agency&" + TOWNSHIP, "stats-selection-unsupported"},
        {"by=matter", "MATTER"},
        {MATTER, "MATTER"},
        {MATTER + "&by=agency", "MATTER"},
        {AGENCY + "&by=matter", "MATTER"},
        {AGENCY + "&" + MATTER + "&" + COUNTY + "&by=day", "MATTER"},
        {MATTER + "&by=region&" + PROVINCE, "MATTER"},
        {MATTER + "&by=channel", "stats-selection-unsupported"},
        {MATTER + "&channel=QR", "stats-selection-unsupported"},
        {MATTER + "&" + TOWNSHIP, "stats-selection-unsupported"},
        {"by=matter&channel=QR", "stats-selection-unsupported"},
        {"by=hour&" + DAYS_62, "HOUR"},
        {"by=hour&channel=QR&" + COUNTY + "&" + DAYS_62, "HOUR"},
        {"by=hour&" + TOWNSHIP + "&" + DAYS_62, "stats-selection-unsupported"},
        {"by=hour&" + AGENCY + "&" + DAYS_62, "stats-selection-unsupported"},
        {"by=hour&" + MATTER + "&" + TWO_DAYS, "stats-selection-unsupported"},
        {"by=hour&" + DAYS_63, "stats-range-too-long"},
        {"by=hour", "stats-range-too-long"},
        {"by=hour&from=2026-01-01", "stats-range-too-long"},
        {"by=minute&" + TWO_DAYS, "MINUTE"},
        {"by=minute&origin=DEFAULT&" + CITY + "&" + TWO_DAYS, "MINUTE"},
        {"by=minute&" + PROVINCE + "&" + TWO_DAYS, "MINUTE"},
        {"by=minute&" + COUNTY + "&" + TWO_DAYS, "stats-selection-unsupported"},
        {"by=minute&channel=QR&" + TWO_DAYS, "stats-selection-unsupported"},
        {"by=minute&" + AGENCY + "&" + TWO_DAYS, "stats-selection-unsupported"},
        {"by=minute&" + THREE_DAYS, "stats-range-too-long"},
        {"by=minute", "stats-range-too-long"},
        {"by=option", "OPTION"},
        {"by=option&window=30d&compare=previous&sort=-rise", "OPTION"},
        {"by=option&origin=ACTIVE&" + AGENCY + "&" + COUNTY, "OPTION"},
        {"by=option&" + TOWNSHIP, "stats-selection-unsupported"},
        {"by=option&channel=QR", "stats-selection-unsupported"},
        {"by=option&" + MATTER, "stats-selection-unsupported"},
        {"by=option&window=24h", "stats-selection-unsupported"},
        {"window=5m", "MINUTE"},
        {"window=1h&by=minute&" + CITY, "MINUTE"},
        {"window=1h&by=region&" + PROVINCE, "MINUTE"},
        {"window=1h&by=region&" + CITY, "stats-selection-unsupported"},
        {"window=1h&" + COUNTY, "stats-selection-unsupported"},
        {"window=1h&channel=QR", "stats-selection-unsupported"},
        {"window=1h&by=hour", "stats-selection-unsupported"},
        {"window=1h&by=day", "stats-selection-unsupported"},
        {"window=24h", "HOUR"},
        {"window=24h&by=hour&" + COUNTY, "HOUR"},
        {"window=24h&by=minute", "MINUTE"},
        {"window=24h&by=channel&" + COUNTY, "HOUR"},
        {"window=24h&by=region&channel=QR&" + CITY, "HOUR"},
        {"window=24h&by=region&" + COUNTY, "stats-selection-unsupported"},
        {"window=24h&by=agency", "stats-selection-unsupported"},
        {"window=24h&by=day", "stats-selection-unsupported"},
        {"window=30d&by=agency&compare=previous", "AGENCY"},
        {"window=30d&by=matter", "MATTER"},
        {"window=30d&by=hour", "HOUR"},
        {"window=30d&by=minute", "stats-range-too-long"},
        {"window=30d&from=2026-01-01", "parameter-invalid"},
        {"window=10m", "parameter-invalid"},
        {"compare=previous", "parameter-invalid"},
        {"compare=previous&from=2026-01-01", "parameter-invalid"},
        {"compare=yesterday&" + TWO_DAYS, "parameter-invalid"},
        {"sort=rise&by=option", "parameter-invalid"},
        {"sort=rise&compare=previous&" + TWO_DAYS, "parameter-invalid"},
    };

    @Test
    void eachSelection_isServedByItsLine() {
        for (String[] row : TABLE) {
            assertEquals(row[1], choice(row[0]), row[0]);
        }
    }

    private static String choice(String query) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                parameters.add(parameter.split("=")[0], parameter.split("=")[1]);
            }
        }
        try {
            return LineChoice.of(SelectionReader.read(parameters, null, NOW).query())
                    .name();
        } catch (Unanswerable e) {
            return e.problem().type().substring("/problems/".length());
        }
    }
}
