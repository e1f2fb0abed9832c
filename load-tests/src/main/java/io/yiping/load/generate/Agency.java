package io.yiping.load.generate;

/** An invented agency; {@code index} numbers all agencies of the city. */
record Agency(int index, String code) {}
