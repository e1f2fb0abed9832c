package io.yiping.load.bench;

/** What one measurement gave in all rounds. */
record Series(Measurement measurement, Samples rowsPerSecond, Samples walBytesPerRow) {
    static Series of(Measurement measurement) {
        return new Series(measurement, new Samples(), new Samples());
    }
}
