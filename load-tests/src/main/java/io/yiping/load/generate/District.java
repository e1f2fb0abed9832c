package io.yiping.load.generate;

import java.util.List;

/** A county, or the city's own bodies: its region, the townships in it, and the matters of each of its agencies, busiest first. */
record District(Region region, List<Region> townships, List<List<Matter>> matters) {}
