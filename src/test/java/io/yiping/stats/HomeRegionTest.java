package io.yiping.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

/** The region whose parts are listed when none is asked for. */
class HomeRegionTest {

    private static final long NANYANG = 411_300_000_000L;

    @Test
    void byRegion_isOfTheHomeRegion() throws Exception {
        assertEquals(NANYANG, read("by", "region").query().region());
    }

    @Test
    void everythingElse_isOfAllRegions() throws Exception {
        assertNull(read("by", "day").query().region());
        assertNull(read("origin", "ACTIVE").query().region());
    }

    @Test
    void regionAskedFor_goesFirst() throws Exception {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("by", "region").add("region", "411302");
        assertEquals(
                411_302_000_000L,
                SelectionReader.read(query, NANYANG, null).query().region());
    }

    private static Selection read(String name, String value) throws Unanswerable {
        return SelectionReader.read(MultiMap.caseInsensitiveMultiMap().add(name, value), NANYANG, null);
    }
}
