package io.yiping.load.gatling;

import io.yiping.load.send.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ratings that go in one request, one a line. Their bytes are made when they are sent: waiting ones have none of their own. */
final class Parcel {
    interface Lines {
        InputStream open() throws IOException;

        default byte[] asLines() throws IOException {
            try (InputStream in = open()) {
                return in.readAllBytes();
            }
        }

        default byte[] asArray() throws IOException {
            return Batch.asArray(asLines());
        }
    }

    private final int ratings;
    private final Lines lines;

    Parcel(int ratings, Lines lines) {
        this.ratings = ratings;
        this.lines = lines;
    }

    static Parcel of(byte[] lines, int ratings) {
        return new Parcel(ratings, () -> new ByteArrayInputStream(lines));
    }

    int ratings() {
        return ratings;
    }

    InputStream open() throws IOException {
        return lines.open();
    }

    byte[] asLines() throws IOException {
        return lines.asLines();
    }

    byte[] asArray() throws IOException {
        return lines.asArray();
    }

    Parcel only(List<Integer> indexes) throws IOException {
        return of(new Batch(lines.asLines(), ratings).only(indexes).bytes(), indexes.size());
    }

    /** The same ratings in parts of so many at most. */
    List<Parcel> inParts(int most) throws IOException {
        if (ratings <= most) {
            return List.of(this);
        }
        List<Parcel> parts = new ArrayList<>();
        for (int from = 0; from < ratings; from += most) {
            int to = Math.min(ratings, from + most);
            parts.add(only(IntStream.range(from, to).boxed().toList()));
        }
        return parts;
    }
}
