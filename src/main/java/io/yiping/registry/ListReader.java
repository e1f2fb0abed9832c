package io.yiping.registry;

import io.yiping.platform.Bodies;
import io.yiping.platform.ByteOrderMark;
import io.yiping.platform.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a body into a draft: NDJSON or CSV, plain or gzip. For a worker: it takes a second and more.
 *
 * <p>Bound: bytes after decompression, bytes of a line, entries. Failure: {@link Unreadable} where nothing can be said of lines.
 */
final class ListReader {

    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";

    private static final int MARK = 3;

    private ListReader() {}

    /** The body as a whole cannot be read. */
    static final class Unreadable extends RuntimeException {

        private final Problem problem;

        Unreadable(Problem problem, String detail) {
            super(detail, null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static ListDraft read(Bodies.Sent sent, Kind kind, RegistryConfig config, IntConsumer progress) {
        ListDraft draft = new ListDraft(kind, config.mostEntries(), progress);
        try (InputStream plain = plain(sent, config.bodyBytes().asLongValue())) {
            if (sent.type().equals(CSV)) {
                CsvLines.read(plain, Math.toIntExact(config.lineBytes().asLongValue()), draft);
            } else {
                new JsonLines(config.lineBytes().asLongValue(), draft).read(plain);
            }
            return draft;
        } catch (ZipException | EOFException broken) {
            throw new Unreadable(Problem.BODY_UNREADABLE, "The body is no whole gzip stream; compress it again.");
        } catch (IOException inMemory) {
            throw new IllegalStateException("a body in memory", inMemory);
        }
    }

    /** Decompressed, limited, without a byte order mark. */
    private static InputStream plain(Bodies.Sent sent, long limit) throws IOException {
        InputStream bytes = new ByteArrayInputStream(sent.bytes());
        InputStream all = sent.gzip() ? new Limited(new GZIPInputStream(bytes), limit) : bytes;
        BufferedInputStream plain = new BufferedInputStream(all);
        plain.mark(MARK);
        byte[] first = plain.readNBytes(MARK);
        if (ByteOrderMark.skip(first, 0, first.length) == 0) {
            plain.reset();
        }
        return plain;
    }

    /** A few bytes may hold gigabytes. */
    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long read;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int some = in.read(bytes, from, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                String detail = "The body may have " + limit + " bytes after decompression; send less at once.";
                throw new Unreadable(Problem.CONTENT_TOO_LARGE, detail);
            }
        }
    }
}
