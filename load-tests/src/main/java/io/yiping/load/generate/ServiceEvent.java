package io.yiping.load.generate;

/** What is rated: its ID, where it was, and its matter, which a rating may leave out ({@code matterStated} false). */
record ServiceEvent(String id, Region region, Matter matter, boolean matterStated) {}
