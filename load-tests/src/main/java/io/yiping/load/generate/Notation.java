package io.yiping.load.generate;

/** How a source writes what could be written otherwise: the region in six digits, the times in UTC. */
record Notation(boolean shortRegion, boolean utc) {}
