package io.yiping.load.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that a reader typically asks.
 *
 * @param line which line of what is served it is answered from, 1 to 5
 * @param name says it without codes, so that it can be found again in another measurement
 * @param fixed the parameters that stay the same
 * @param days how many days it looks at; 0 for all
 */
record Question(int line, String name, String fixed, int days) {
    private static final int ALL = 0;
    private static final int SHORT_PAGE = 100;
    private static final int LONG_PAGE = 1_000;

    /** The most rows that it asks for, as a list on a page or a whole series does; 0 without rows. */
    int page() {
        if (!fixed.contains("by=")) {
            return 0;
        }
        return fixed.contains("by=agency") || fixed.contains("by=matter") ? SHORT_PAGE : LONG_PAGE;
    }

    /** For each line what its dimensions are mostly crossed with. */
    static List<Question> about(Found found) {
        List<Question> all = new ArrayList<>();
        days(found, all);
        agencies(found, all);
        matters(found, all);
        hours(found, all);
        minutes(found, all);
        return all;
    }

    private static void days(Found found, List<Question> all) {
        String county = "region=" + found.county();
        all.add(new Question(1, "total", "", ALL));
        all.add(new Question(1, "by day", "by=day", ALL));
        all.add(new Question(1, "by day, a week", "by=day", 7));
        all.add(new Question(1, "by month", "by=month", ALL));
        all.add(new Question(1, "city by region", "region=" + found.city() + "&by=region", ALL));
        all.add(new Question(1, "county by region", county + "&by=region", ALL));
        all.add(new Question(1, "county by channel", county + "&by=channel", ALL));
        all.add(new Question(1, "township by day", "region=" + found.township() + "&by=day", ALL));
        all.add(new Question(1, "county, channel by day", county + "&channel=" + found.channel() + "&by=day", ALL));
    }

    private static void agencies(Found found, List<Question> all) {
        String agency = "agency=" + found.agency();
        all.add(new Question(2, "by agency, most rated", "by=agency&sort=-ratings", ALL));
        all.add(new Question(2, "by agency, a week, worst", "by=agency&sort=-badRate", 7));
        all.add(new Question(2, "county by agency", "region=" + found.county() + "&by=agency", ALL));
        all.add(new Question(2, "agency", agency, ALL));
        all.add(new Question(2, "agency by day", agency + "&by=day", ALL));
        all.add(new Question(2, "agency by channel", agency + "&by=channel", ALL));
        all.add(new Question(2, "channel by agency", "channel=" + found.channel() + "&by=agency", ALL));
    }

    private static void matters(Found found, List<Question> all) {
        String matter = "matter=" + found.matter();
        all.add(new Question(3, "by matter, most rated", "by=matter&sort=-ratings", ALL));
        all.add(new Question(3, "by matter, a week", "by=matter", 7));
        all.add(new Question(
                3, "county by matter, worst", "region=" + found.county() + "&by=matter&sort=-badRate", ALL));
        all.add(new Question(3, "agency by matter", "agency=" + found.agency() + "&by=matter", ALL));
        all.add(new Question(3, "matter by day", matter + "&by=day", ALL));
        all.add(new Question(3, "matter, city by region", matter + "&region=" + found.city() + "&by=region", ALL));
    }

    private static void hours(Found found, List<Question> all) {
        String county = "region=" + found.county();
        all.add(new Question(4, "by hour, a week", "by=hour", 7));
        all.add(new Question(4, "by hour, 62 days", "by=hour", 62));
        all.add(new Question(4, "county by hour, a week", county + "&by=hour", 7));
        all.add(new Question(
                4, "county, channel by hour, 62 days", county + "&channel=" + found.channel() + "&by=hour", 62));
    }

    private static void minutes(Found found, List<Question> all) {
        all.add(new Question(5, "by minute, a day", "by=minute", 1));
        all.add(new Question(5, "city by minute, 2 days", "region=" + found.city() + "&by=minute", 2));
    }
}
