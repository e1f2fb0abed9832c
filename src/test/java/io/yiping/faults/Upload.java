package io.yiping.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One upload with {@code results=all}, sent in pieces that end in the middle of a line, while its answers are read and
 * noted. After a cut it is resumed after its last {@code committedThrough}.
 *
 * <p>What the answers have to keep, else it is malformed (I8): each line is answered once and in order, {@code
 * committedThrough} covers answered lines only and never goes back, the summary adds up.
 *
 * <p>Thread-safety: {@link #send} by one thread at a time; the numbers may be read by any.
 */
final class Upload {

    private static final int PIECE = 150;
    private static final int DROP = 3;
    private static final int PAUSE_MILLIS = 60;

    private final SentJournal journal;
    private final UploadLines lines;
    private final boolean gzip;
    private final SplittableRandom random;
    private volatile boolean hurries;
    private volatile boolean complete;
    private volatile int sent;
    private volatile int half;
    private volatile int committed;
    private volatile int cuts;
    private volatile int onceUnknown;
    private volatile String end = "cut";

    /** What one connection has told, from its first line on. */
    private final class Told {
        private final int base = committed;
        private final Map<String, Integer> verdicts = new TreeMap<>();
        private int next = base;
        private long version;

        void take(JsonNode line) {
            if (line.has("line")) {
                item(line);
            } else if (line.has("committedThrough")) {
                committedThrough(base + line.get("committedThrough").asInt(), line);
            } else if (line.has("summary")) {
                summary(line.get("summary"));
            } else {
                end = line.path("problem").path("type").asText("answered " + line);
            }
        }

        private void item(JsonNode line) {
            int index = base + line.get("line").asInt() - 1;
            if (index < next || index >= sent || lines.attempt(index) == null || skipsOne(index)) {
                journal.malformed("after line " + next + " of " + sent + " sent comes " + line);
                return;
            }
            Attempt attempt = lines.attempt(index);
            Reply reply = Answered.line(line, attempt.offer(), journal);
            lines.answered(index, reply);
            version = Math.max(version, line.path("version").asLong());
            verdicts.merge(line.path("verdict").asText(), 1, Integer::sum);
            verdicts.merge("replaced", line.has("replaced") ? 1 : 0, Integer::sum);
            verdicts.merge("received", 1, Integer::sum);
            next = index + 1;
        }

        private boolean skipsOne(int index) {
            for (int skipped = next; skipped < index; skipped++) {
                if (!lines.isBlank(skipped)) {
                    return true;
                }
            }
            return false;
        }

        private void committedThrough(int through, JsonNode line) {
            if (through < committed || through < next || through > sent || skipsOne(through)) {
                journal.malformed(line + " though answered was up to " + next + " of " + sent + " sent");
            }
            if (line.path("version").asLong() != version) {
                journal.malformed(line + " though the highest version told was " + version);
            }
            next = through;
            committed = through;
        }

        private void summary(JsonNode summary) {
            verdicts.forEach((name, told) -> {
                if (summary.path(name).asInt() != told) {
                    journal.malformed(summary + " though " + told + " were told " + name);
                }
            });
            if (summary.path("received").asInt() != verdicts.getOrDefault("received", 0)) {
                journal.malformed(summary + " though told were " + verdicts);
            }
            complete = sent == lines.size() && lines.open() == 0 && end.equals("cut");
        }
    }

    Upload(SentJournal journal, UploadLines lines, boolean gzip, SplittableRandom random) {
        this.journal = journal;
        this.lines = lines;
        this.gzip = gzip;
        this.random = random;
    }

    /** Sends what is not known to be committed; returns when it is complete, was ended, or was cut. */
    void send(ServiceProcess instance) {
        end = "cut";
        int from = committed;
        sent = from;
        half = lines.size();
        try (UploadSocket socket = new UploadSocket(instance.uri("/v1/ratings/stream?results=all"), gzip)) {
            Thread reader = new Thread(() -> readAnswers(socket), "upload-answers");
            reader.start();
            try {
                writeLines(socket, from);
            } finally {
                Waits.forEnd(reader);
            }
        } catch (IOException cut) {
            // What is not answered is unknown now.
        }
        if (!complete) {
            cuts++;
            onceUnknown += lines.unanswered(committed, sent, end);
            lines.withdraw(half);
        }
    }

    /** From now on without pauses. */
    void hurry() {
        hurries = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** It has lines that are committed, and lines on their way that nobody has answered yet. */
    boolean isMidway() {
        return committed > 0 && sent > committed && sent < lines.size();
    }

    /** How many lines are known to be committed. */
    int committed() {
        return committed;
    }

    /** How often it did not end well. */
    int cuts() {
        return cuts;
    }

    /** How it ended when it was last cut: "cut", or the type of the problem that the service told. */
    String end() {
        return end;
    }

    /** Lines that were sent whole and not answered when it was cut. */
    int onceUnknown() {
        return onceUnknown;
    }

    UploadLines lines() {
        return lines;
    }

    private void writeLines(UploadSocket socket, int from) throws IOException {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        byte[] rest = {};
        for (int index = from; index < lines.size(); ) {
            int last = Math.min(lines.size(), index + 1 + random.nextInt(piece(index)));
            for (; index < last; index++) {
                lines.invoke(index);
                piece.writeBytes(rest.length > 0 ? rest : lines.bytes(index));
                rest = new byte[0];
            }
            if (index < lines.size()) {
                rest = writeHalf(lines.bytes(index), piece);
            }
            sent = index;
            half = index;
            socket.write(piece.toByteArray());
            piece.reset();
            pause();
        }
        half = lines.size();
        socket.end();
    }

    /** The second half is sent drop by drop until the fault, so that it comes in the middle however slow the service is. */
    private int piece(int index) {
        return hurries || index < lines.size() / 2 ? PIECE : DROP;
    }

    /** @return the other half, at least its newline */
    private byte[] writeHalf(byte[] line, ByteArrayOutputStream piece) {
        int cut = random.nextInt(line.length);
        piece.write(line, 0, cut);
        return Arrays.copyOfRange(line, cut, line.length);
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(hurries ? 0 : random.nextInt(PAUSE_MILLIS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void readAnswers(UploadSocket socket) {
        Told told = new Told();
        try {
            for (String line = socket.readLine(); line != null; line = socket.readLine()) {
                told.take(Client.JSON.readTree(line));
            }
        } catch (IOException cut) {
            // The writer sees it too.
        } finally {
            closeQuietly(socket);
        }
    }

    /** The writer shall not wait for somebody who has gone. */
    private static void closeQuietly(UploadSocket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }
}
