package io.yiping.load.reckon;

import java.util.SortedMap;

/** All rows of a selection, from pages at one version, and the total that stood beside them. */
public record Rows(long version, Figures total, SortedMap<String, Figures> byKey) {}
