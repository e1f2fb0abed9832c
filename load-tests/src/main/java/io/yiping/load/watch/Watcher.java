package io.yiping.load.watch;

import io.yiping.load.http.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One connection that watches, with 4 KiB of its own to receive in. Takes lines apart as they come; the service writes an event
 * as one chunk, so chunk heads are lines of their own and are passed over.
 *
 * <p>Failure: {@link #wrong} says what was not as it must be; a connection that ends early is {@link #hasEnded}.
 */
final class Watcher {
    private static final int RECEIVE_BYTES = 4_096;
    private static final String ID = "id: ";
    private static final String DATA = "data: ";
    private static final String AS_OF = "\"asOf\":\"";
    private static final String RATINGS = "\"ratings\":";
    private static final String REFUSED = "HTTP/1.1 5";

    private final SocketChannel channel;
    private byte[] line = new byte[1_024];
    private int length;
    private long version = -1;
    private long told = -1;
    private long ratings;
    private long events;
    private boolean first = true;
    private boolean refused;
    private boolean ended;
    private String wrong;

    private Watcher(SocketChannel channel) {
        this.channel = channel;
    }

    static Watcher open(Endpoint endpoint, String query) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
        channel.connect(new InetSocketAddress(endpoint.host(), endpoint.port()));
        String request = "GET /v1/stats/live?%s HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(query, endpoint.host(), endpoint.port());
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return new Watcher(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    /** @param buffer to be used for the moment */
    void read(ByteBuffer buffer, Sightings sightings) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                ended = true;
                return;
            }
            Instant now = Instant.now();
            buffer.flip();
            while (buffer.hasRemaining()) {
                add(buffer.get(), now, sightings);
            }
        } catch (IOException cut) {
            ended = true;
        }
    }

    /** Of one that never read: whether the service has hung up, after what still lay on the way. */
    boolean isCut(ByteBuffer buffer) {
        try {
            int n;
            do {
                buffer.clear();
                n = channel.read(buffer);
            } while (n > 0);
            return n < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private void add(byte next, Instant now, Sightings sightings) {
        if (next != '\n') {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = next;
            return;
        }
        line(new String(line, 0, length, StandardCharsets.UTF_8), now, sightings);
        length = 0;
    }

    private void line(String text, Instant now, Sightings sightings) {
        if (first) {
            first = false;
            refused = text.startsWith(REFUSED);
        } else if (text.startsWith(ID)) {
            told = Long.parseLong(text.substring(ID.length()));
        } else if (text.startsWith(DATA)) {
            event(text, now, sightings);
        }
    }

    private void event(String text, Instant now, Sightings sightings) {
        long counted = Long.parseLong(after(text, RATINGS).split("[^0-9]", 2)[0]);
        if (told <= version) {
            wrong = "version %d after %d".formatted(told, version);
        } else if (counted < ratings) {
            wrong = "%,d ratings after %,d".formatted(counted, ratings);
        }
        // What stood before it came is not late.
        if (version >= 0) {
            sightings.add(Instant.parse(after(text, AS_OF).split("\"", 2)[0]), now);
        }
        version = told;
        ratings = counted;
        events++;
    }

    private static String after(String text, String mark) {
        return text.substring(text.indexOf(mark) + mark.length());
    }

    long version() {
        return version;
    }

    /** Of all that is watched: the total stands first in an event. */
    long ratings() {
        return ratings;
    }

    long events() {
        return events;
    }

    boolean isRefused() {
        return refused;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Null: nothing. */
    String wrong() {
        return wrong;
    }
}
