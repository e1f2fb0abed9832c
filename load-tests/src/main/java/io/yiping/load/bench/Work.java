package io.yiping.load.bench;

import java.util.List;

/**
 * What one run has to do.
 *
 * @param count ratings to store, or requests to make
 * @param ratings to be stored; none for readings
 * @param suffix makes their keys new
 */
record Work(int count, List<BenchRating> ratings, byte[] suffix) {

    static Work storing(List<BenchRating> ratings, byte[] suffix) {
        return new Work(ratings.size(), ratings, suffix);
    }

    static Work reading(int requests) {
        return new Work(requests, List.of(), new byte[0]);
    }
}
