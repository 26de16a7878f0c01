package org.florahub.bench;

import java.util.Collection;

/// Smallest, middle and largest of some values.
record Spread(double min, double median, double max) {

    /// @throws IllegalArgumentException if there is no value
    static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /// The three in columns, with one decimal below 100.
    @Override
    public String toString() {
        String number = max < 100 ? "%10.1f" : "%10.0f";
        return (number + number + number).formatted(min, median, max);
    }
}
