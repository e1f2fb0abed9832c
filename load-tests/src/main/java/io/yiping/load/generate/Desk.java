package io.yiping.load.generate;

/** The window of the service and who sat there, or null for the latter. */
record Desk(String windowCode, String staffCode) {}
