package io.yiping.load.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * A city of Nanyang's shape: its thirteen counties by their real codes; townships, agencies and matters invented from the seed.
 *
 * <p>Bound: {@value #AGENCIES} agencies in each of fourteen districts with {@value #MATTERS} matters each, 44,800 matters in all.
 */
final class City {
    static final int AGENCIES = 40;
    static final int MATTERS = 80;

    private static final String CITY = "411300";
    private static final String[] COUNTIES = {
        "411302", "411303", "411321", "411322", "411323", "411324", "411325", "411326", "411327", "411328", "411329",
        "411330", "411381"
    };

    /** Roughly by inhabitants; the first is the city's own bodies. */
    private static final Weighted DISTRICT_SHARES = new Weighted(10, 11, 11, 5, 8, 4, 8, 5, 5, 5, 10, 6, 4, 13);

    private static final Weighted AGENCY_SHARES = Weighted.zipf(AGENCIES, 0.9);
    private static final Weighted MATTER_SHARES = Weighted.zipf(MATTERS, 1.1);

    /** Ratings given in a township's hall; the others are given in the county's. */
    private static final double TOWNSHIP_SHARE = 0.4;

    /** Matters told apart by two more characters. */
    private static final double LONG_MATTER_SHARE = 0.1;

    private final List<District> districts = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final List<Agency> agencies = new ArrayList<>();
    private final List<Matter> matters = new ArrayList<>();

    City(Dice dice) {
        districts.add(district(CITY, 0, dice));
        for (String county : COUNTIES) {
            districts.add(district(county, dice.between(8, 22), dice));
        }
    }

    private District district(String six, int townshipCount, Dice dice) {
        Region region = region(six + "000000");
        List<Region> townships = new ArrayList<>();
        for (int i = 1; i <= townshipCount; i++) {
            int number = i <= 4 ? i : 95 + i;
            townships.add(region(six + "%03d000".formatted(number)));
        }
        List<List<Matter>> byAgency = new ArrayList<>();
        for (int i = 0; i < AGENCIES; i++) {
            byAgency.add(mattersOf(agency(six, i, dice), i, dice));
        }
        return new District(region, townships, byAgency);
    }

    private Region region(String code) {
        Region region = new Region(regions.size(), code);
        regions.add(region);
        return region;
    }

    private Agency agency(String six, int kind, Dice dice) {
        int number = kind * 100_000 + dice.below(100_000);
        Agency agency = new Agency(agencies.size(), CreditCode.ofAgency(six, number));
        agencies.add(agency);
        return agency;
    }

    /** The basic code of a matter is the same in every county, as the catalogue of matters is national. */
    private List<Matter> mattersOf(Agency agency, int kind, Dice dice) {
        List<Matter> own = new ArrayList<>();
        for (int i = 0; i < MATTERS; i++) {
            int type = 1 + (kind + i) % 9;
            String code = "%s%d00%02d%03d%05d"
                    .formatted(agency.code(), type, kind, i, (kind * 7_919 + i * 104_729) % 100_000);
            Matter matter = new Matter(matters.size(), dice.chance(LONG_MATTER_SHARE) ? code + "01" : code, agency);
            matters.add(matter);
            own.add(matter);
        }
        return own;
    }

    District drawDistrict(Dice dice) {
        return districts.get(DISTRICT_SHARES.draw(dice));
    }

    Region drawRegion(District district, Dice dice) {
        List<Region> townships = district.townships();
        boolean inTownship = dice.chance(TOWNSHIP_SHARE) && !townships.isEmpty();
        return inTownship ? townships.get(dice.below(townships.size())) : district.region();
    }

    Matter drawMatter(District district, Dice dice) {
        return district.matters().get(AGENCY_SHARES.draw(dice)).get(MATTER_SHARES.draw(dice));
    }

    List<Region> regions() {
        return regions;
    }

    List<Agency> agencies() {
        return agencies;
    }

    List<Matter> matters() {
        return matters;
    }
}
