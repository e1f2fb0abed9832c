package io.yiping.ingest;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.yiping.ledger.Answer;
import io.yiping.ledger.Ledger;
import io.yiping.ledger.Outcome;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Gunzip;
import io.yiping.platform.Problem;
import io.yiping.rating.Draft;
import io.yiping.rating.Rating;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One upload on its way: bytes → lines → ratings → the ledger → answers, while it runs. One submission is at the ledger at
 * a time, so that lines are settled in their order; meanwhile the next is gathered, larger the longer it takes.
 *
 * <p>Bounds: lines gathered, here and over all uploads; answers unread. At a bound the socket is not read on: the client
 * waits, nothing is refused. Too long without progress ends the upload with a problem and the summary of what is committed.
 *
 * <p>Failure: a client that goes away cancels nothing that was submitted; what was only gathered is forgotten, and the
 * client knows from the last {@code committedThrough} where to go on.
 *
 * <p>Thread-safety: none; everything runs on the request's event loop.
 */
final class Upload implements Lines.Sink {

    private static final int CHUNK = 4_000;
    private static final int INFLATED = 16 * 1024;
    private static final long TICK_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 50;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context loop;
    private final Ledger ledger;
    private final Clock clock;
    private final UploadAnswers answers;
    private final Shared shared;
    private final Duration patience;
    private final Gunzip gunzip;
    private final byte[] inflated;
    private final Lines lines = new Lines(this);

    private UploadChunk gathering;
    private UploadChunk settling;
    private String broken;
    private boolean bodyEnded;
    private boolean refused;
    private boolean over;
    private boolean paused;
    private long progressNanos = System.nanoTime();
    private long timer;
    private long hangUp = -1;
    private boolean lastWordSent;

    /** What uploads share: their limits, and how many lines all of them have gathered. */
    static final class Shared {
        private final AtomicInteger gathered = new AtomicInteger();
        private final Duration patience;
        private final int maxGathered;

        Shared(UploadConfig config) {
            this.patience = config.patience();
            this.maxGathered = config.gatheredLines();
        }

        private boolean isFull() {
            return gathered.get() >= maxGathered;
        }
    }

    Upload(
            HttpServerRequest request,
            Vertx vertx,
            boolean gzip,
            Results results,
            Ledger ledger,
            Clock clock,
            Shared shared) {
        this.request = request;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.ledger = ledger;
        this.clock = clock;
        this.shared = shared;
        this.patience = shared.patience;
        this.gunzip = gzip ? new Gunzip() : null;
        this.inflated = gzip ? new byte[INFLATED] : null;
        this.answers = new UploadAnswers(request.response(), results, this::answersWereRead);
    }

    void start() {
        timer = vertx.setPeriodic(TICK_MILLIS, tick -> watch());
        request.exceptionHandler(gone -> clientHasGone());
        request.response().closeHandler(gone -> clientHasGone());
        request.endHandler(end -> bodyHasEnded());
        request.handler(this::arrived);
        request.resume();
    }

    private void arrived(Buffer bytes) {
        if (over || broken != null) {
            return;
        }
        progress();
        if (gunzip == null) {
            lines.feed(bytes.getBytes(), 0, bytes.length());
        } else {
            gunzip.feed(bytes.getBytes());
        }
        advance();
    }

    private void bodyHasEnded() {
        bodyEnded = true;
        needNotHangUp();
        if (!over) {
            advance();
        }
    }

    private void answersWereRead() {
        progress();
        if (!over) {
            advance();
        }
    }

    /** Does what can be done now: inflate, submit, read on, or end. */
    private void advance() {
        boolean inflatedAll = inflate();
        if (settling == null && gathering != null) {
            settling = gathering;
            gathering = null;
            submit();
            // The ledger has the chunk; the next one gathers meanwhile.
            inflatedAll = inflate();
        }
        boolean complete = broken != null || bodyEnded && inflatedAll && endsWhole();
        if (complete && settling == null && gathering == null) {
            finish();
        } else if (complete && settling == null) {
            advance();
        } else {
            readOn(inflatedAll);
        }
    }

    /** The last line may have no newline; a gzip stream has to be whole. */
    private boolean endsWhole() {
        if (gunzip == null || gunzip.isWhole()) {
            lines.end();
        } else {
            broken = "it ends in the middle";
        }
        return true;
    }

    private void finish() {
        if (broken == null) {
            end();
        } else {
            endWith(Problem.BODY_UNREADABLE, "The gzip stream is broken: " + broken + ". What is committed stands.");
        }
    }

    private void readOn(boolean inflatedAll) {
        if (over) {
            return;
        }
        boolean full = isFull() || !inflatedAll;
        if (full && !paused) {
            paused = true;
            request.pause();
        } else if (!full && paused) {
            paused = false;
            request.resume();
        }
    }

    private boolean isFull() {
        boolean enough = gathering != null && (gathering.size() >= CHUNK || shared.isFull());
        return enough || answers.isFull();
    }

    /** @return whether all bytes that arrived were inflated; false: the chunk is full */
    private boolean inflate() {
        if (gunzip == null || broken != null) {
            return true;
        }
        try {
            while (!isFull()) {
                int n = gunzip.read(inflated);
                if (n == 0) {
                    return true;
                }
                lines.feed(inflated, 0, n);
            }
            return false;
        } catch (Gunzip.Broken e) {
            broken = e.getMessage();
            return true;
        }
    }

    @Override
    public void line(long number, byte[] bytes, int from, int to) {
        Draft draft;
        try {
            draft = RatingDecoder.decode(bytes, from, to);
        } catch (NotJson e) {
            draft = new Draft();
            draft.notJson(e.getMessage());
        }
        gather(number, draft);
    }

    @Override
    public void tooLong(long number) {
        Draft draft = new Draft();
        draft.lineTooLong();
        gather(number, draft);
    }

    private void gather(long number, Draft draft) {
        if (gathering == null) {
            gathering = new UploadChunk(clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        Rating rating = draft.check(gathering.receivedAt());
        if (rating == null) {
            gathering.add(number, Receipt.rejected(draft, gathering.receivedAt()));
        } else {
            gathering.add(number, rating);
        }
        shared.gathered.incrementAndGet();
    }

    private void submit() {
        if (settling.ratings().isEmpty()) {
            // Not at once: a small gzip chunk can hold millions of bad lines, and each step would stand on the last.
            loop.runOnContext(now -> settled(List.of()));
            return;
        }
        ledger.submit(settling.ratings(), settling.receivedAt())
                .emitOn(EventLoop.of(loop))
                .subscribe()
                .with(this::answered);
    }

    private void answered(Answer answer) {
        if (over) {
            return;
        }
        if (answer instanceof Answer.Refused refused && refused.reason() == Answer.Reason.NOT_READY) {
            if (!over) {
                endWith(
                        Problem.NOT_READY,
                        "The service is starting or stopping; go on after the last committedThrough.");
            }
        } else if (answer instanceof Answer.Settled done && !UploadChunk.isUnknown(done.outcomes())) {
            settled(done.outcomes());
        } else {
            // Full, or not known to be stored: an upload waits and submits the same again.
            refused = answer instanceof Answer.Refused;
            vertx.setTimer(PAUSE_MILLIS, now -> submitAgain());
        }
    }

    private void submitAgain() {
        if (!over) {
            submit();
        }
    }

    private void settled(List<Outcome> outcomes) {
        if (over) {
            return;
        }
        progress();
        UploadChunk done = settling;
        settling = null;
        shared.gathered.addAndGet(-done.size());
        done.tell(answers, outcomes);
        advance();
    }

    private void watch() {
        if (System.nanoTime() - progressNanos < patience.toNanos()) {
            return;
        }
        if (settling != null) {
            endWith(
                    Problem.OUTCOME_UNKNOWN,
                    "The database has not answered in time; go on after the last committedThrough.");
        } else if (answers.isFull()) {
            endWith(
                    Problem.ANSWERS_UNREAD,
                    "Too many answers are unread; read while you write, or use results=summary.");
        } else {
            endWith(Problem.BODY_TIMEOUT, "Nothing more has arrived; go on after the last committedThrough.");
        }
    }

    private void endWith(Problem problem, String detail) {
        answers.problem(problem, detail);
        end();
        request.resume();
    }

    /** Says the last word. Whoever neither reads it nor stops sending is hung up on. */
    private void end() {
        leave();
        hangUp =
                vertx.setTimer(patience.toMillis(), late -> request.connection().close());
        answers.end().onSuccess(read -> {
            lastWordSent = true;
            needNotHangUp();
        });
    }

    private void needNotHangUp() {
        if (bodyEnded && lastWordSent) {
            vertx.cancelTimer(hangUp);
        }
    }

    private void clientHasGone() {
        leave();
    }

    private void leave() {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        shared.gathered.addAndGet(-size(gathering) - size(settling));
        if (gunzip != null) {
            gunzip.close();
        }
    }

    private static int size(UploadChunk chunk) {
        return chunk == null ? 0 : chunk.size();
    }

    private void progress() {
        progressNanos = System.nanoTime();
    }
}
