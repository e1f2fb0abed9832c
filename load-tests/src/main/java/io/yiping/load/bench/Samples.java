package io.yiping.load.bench;

import java.util.ArrayList;
import java.util.List;

/** Values of the same thing, one a round. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double get(int round) {
        return values.get(round);
    }

    int size() {
        return values.size();
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Round by round, these divided by those. */
    Samples dividedBy(Samples others) {
        Samples ratios = new Samples();
        for (int round = 0; round < size(); round++) {
            ratios.add(get(round) / others.get(round));
        }
        return ratios;
    }
}
