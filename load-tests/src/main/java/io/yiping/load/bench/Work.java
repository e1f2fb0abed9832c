package io.yiping.load.bench;

import java.util.List;

/**
 * What one run has to do.
 *
 * @param count ratings to store, or requests to make
 * @param ratings to be stored; none for readings
 * @param mark makes their keys new
 */
record Work(int count, List<BenchRating> ratings, byte[] mark) {

    static Work storing(List<BenchRating> ratings, byte[] mark) {
        return new Work(ratings.size(), ratings, mark);
    }

    static Work reading(int requests) {
        return new Work(requests, List.of(), new byte[0]);
    }
}
