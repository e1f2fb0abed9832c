package io.yiping.registry;

/**
 * A line of a list, as the rules have it.
 *
 * @param parent null: none
 */
record Entry(String code, String name, String parent) {}
