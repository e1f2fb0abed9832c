package io.yiping.load.bench;

/**
 * What one measurement gave in all rounds.
 *
 * @param storedPerSecond rows by the time when all were stored; empty where the clock stops then
 */
record Series(Measurement measurement, Samples rowsPerSecond, Samples storedPerSecond, Samples walBytesPerRow) {
    static Series of(Measurement measurement) {
        return new Series(measurement, new Samples(), new Samples(), new Samples());
    }

    String name() {
        return measurement.name() + (goesOnAfterStoring() ? ", until folded" : "");
    }

    String storedName() {
        return measurement.name() + ", to its summary";
    }

    /** Whether there was work on the clock after all were stored. */
    boolean goesOnAfterStoring() {
        return storedPerSecond.size() > 0;
    }
}
