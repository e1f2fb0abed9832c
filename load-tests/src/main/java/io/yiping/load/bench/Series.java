package io.yiping.load.bench;

/**
 * What one measurement gave in all rounds.
 *
 * @param perSecond rows or requests by the whole time, folding included
 * @param answeredPerSecond by the time to the last answer
 * @param bytes of WAL a row, or of an answer
 */
record Series(Measurement measurement, Samples perSecond, Samples answeredPerSecond, Samples bytes) {
    static Series of(Measurement measurement) {
        return new Series(measurement, new Samples(), new Samples(), new Samples());
    }

    String word() {
        return measurement.word();
    }

    String name() {
        return measurement.name();
    }
}
