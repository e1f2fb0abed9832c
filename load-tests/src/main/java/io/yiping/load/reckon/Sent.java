package io.yiping.load.reckon;

/**
 * What the answers told about a run.
 *
 * @param version the highest that an answer named
 * @param standing by how many ratings the answers say that the total grew
 * @param certain no answer was lost, so that it grew by no more
 */
public record Sent(long version, long standing, boolean certain) {}
