package io.yiping.ingest;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.yiping.ledger.Answer;
import io.yiping.ledger.Ledger;
import io.yiping.ledger.Outcome;
import io.yiping.platform.EventLoop;
import io.yiping.platform.Gunzip;
import io.yiping.platform.Problem;
import io.yiping.rating.Draft;
import io.yiping.rating.Rating;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One upload on its way: bytes → lines → ratings → the ledger → answers, while it runs. One submission is at the ledger at
 * a time, so that lines are settled in their order; meanwhile the next is gathered, larger the longer it takes.
 *
 * <p>Bounds: lines gathered, here and over all uploads; answers unread; work in one go. At a bound the socket is not read
 * on: the client waits, nothing is refused. Too long without progress ends the upload with a problem and the summary of
 * what is committed.
 *
 * <p>Failure: a client that goes away cancels nothing that was submitted; what was only gathered is forgotten, and the
 * client knows from the last {@code committedThrough} where to go on.
 *
 * <p>Thread-safety: none; everything runs on the request's event loop.
 */
final class Upload implements Lines.Sink {

    private static final int STEP_ITEMS = 256;
    private static final long TICK_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 50;

    /** Fewer bytes are no progress: in 30 s of patience, 137 bytes a second, slower than any modem. */
    private static final int PROGRESS_BYTES = 4 * 1024;

    private static final String STOPPING =
            "The service is starting or stopping; go on after the last committedThrough.";

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context loop;
    private final Ledger ledger;
    private final Clock clock;
    private final Uploads uploads;
    private final UploadBody body;
    private final UploadAnswers answers;

    private UploadChunk gathering;
    private UploadChunk settling;
    private String broken;
    private boolean bodyEnded;
    private boolean over;
    private boolean stopping;
    private boolean hasPlace = true;
    private boolean paused;
    private boolean stepIsDue;
    private int bytesSinceProgress;
    private long progressNanos = System.nanoTime();
    private long timer;
    private long hangUp = -1;
    private boolean lastWordSent;

    /** @param uploads in which this one has a place; it gives it back */
    Upload(
            HttpServerRequest request,
            Vertx vertx,
            boolean gzip,
            Results results,
            Ledger ledger,
            Clock clock,
            Uploads uploads) {
        this.request = request;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.ledger = ledger;
        this.clock = clock;
        this.uploads = uploads;
        this.body = new UploadBody(gzip, this);
        this.answers = new UploadAnswers(request.response(), results, this::answersWereRead);
    }

    void start() {
        timer = vertx.setPeriodic(TICK_MILLIS, tick -> watch());
        request.exceptionHandler(gone -> clientHasGone());
        request.response().closeHandler(gone -> clientHasGone());
        request.endHandler(end -> bodyHasEnded());
        request.handler(this::arrived);
        request.resume();
        uploads.started(this);
    }

    /** From any thread: what was gathered is settled, nothing more is read, and the client is told. */
    void stop() {
        loop.runOnContext(now -> {
            stopping = true;
            advance();
        });
    }

    private void arrived(Buffer bytes) {
        if (over || broken != null) {
            return;
        }
        bytesSinceProgress += bytes.length();
        if (bytesSinceProgress >= PROGRESS_BYTES) {
            progress();
        }
        body.arrived(bytes.getBytes());
        advance();
    }

    private void bodyHasEnded() {
        bodyEnded = true;
        needNotHangUp();
        advance();
    }

    private void answersWereRead() {
        progress();
        advance();
    }

    /** One step of what can be done now: tell, read, submit; then the next step, the end, or waiting for bytes. */
    private void advance() {
        if (over) {
            return;
        }
        tell();
        read();
        if (settling == null && gathering != null) {
            settling = gathering;
            gathering = null;
            submit();
        }
        if (over) {
            return;
        }
        if (isAllRead() && settling == null) {
            finish();
        } else if (stopping && settling == null) {
            endWith(Problem.NOT_READY, STOPPING);
        } else {
            readOn();
            if (canStep()) {
                stepLater();
            }
        }
    }

    private void tell() {
        if (settling != null && settling.isSettled() && settling.tell(answers, STEP_ITEMS)) {
            answers.committed();
            uploads.release(settling.bytes());
            settling = null;
        }
    }

    private void read() {
        if (broken != null) {
            return;
        }
        try {
            body.read(this::hasRoom);
            if (bodyEnded && body.isDrained()) {
                body.end();
            }
        } catch (Gunzip.Broken e) {
            broken = e.getMessage();
        }
    }

    private boolean hasRoom() {
        boolean room = !stopping && (gathering == null || !gathering.isFull() && uploads.hasRoom(gathering.bytes()));
        return room && !answers.isFull();
    }

    private boolean isAllRead() {
        return broken != null || bodyEnded && body.isDrained();
    }

    private boolean canStep() {
        boolean canTell = settling != null && settling.isSettled() && !answers.isFull();
        return canTell || broken == null && !body.isDrained() && hasRoom();
    }

    /** Not at once: the neighbours on this event loop want to be served too. */
    private void stepLater() {
        if (!stepIsDue) {
            stepIsDue = true;
            loop.runOnContext(now -> {
                stepIsDue = false;
                advance();
            });
        }
    }

    private void readOn() {
        boolean wanted = body.isDrained() && hasRoom();
        if (!wanted && !paused) {
            paused = true;
            request.pause();
        } else if (wanted && paused) {
            paused = false;
            request.resume();
        }
    }

    private void finish() {
        if (broken == null) {
            end();
        } else {
            endWith(Problem.BODY_UNREADABLE, "The gzip stream is broken: " + broken + ". What is committed stands.");
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
        gather(number, draft, to - from);
    }

    @Override
    public void tooLong(long number) {
        Draft draft = new Draft();
        draft.lineTooLong();
        gather(number, draft, 0);
    }

    private void gather(long number, Draft draft, int length) {
        if (gathering == null) {
            gathering = new UploadChunk(clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        long before = gathering.bytes();
        Rating rating = draft.check(gathering.receivedAt());
        if (rating == null) {
            Receipt receipt = Receipt.rejected(draft, gathering.receivedAt());
            gathering.addRejected(number, answers.rejection(number, receipt));
        } else {
            gathering.add(number, rating, length);
        }
        uploads.hold(gathering.bytes() - before);
    }

    private void submit() {
        if (settling.ratings().isEmpty()) {
            progress();
            settling.settled(List.of());
            return;
        }
        // Asked first: a submission that is refused has cost its fingerprints already.
        Answer.Refused refused = ledger.refusal(settling.ratings().size());
        if (refused != null) {
            answered(refused);
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
            endWith(Problem.NOT_READY, STOPPING);
        } else if (answer instanceof Answer.Settled done && !UploadChunk.isUnknown(done.outcomes())) {
            settled(done.outcomes());
        } else {
            // Full, or not known to be stored: an upload waits and submits the same again.
            vertx.setTimer(PAUSE_MILLIS, now -> submitAgain());
        }
    }

    private void submitAgain() {
        if (!over) {
            submit();
        }
    }

    private void settled(List<Outcome> outcomes) {
        progress();
        settling.settled(outcomes);
        advance();
    }

    /** Only who keeps us waiting is ended: not an upload with work that we have not come to. */
    private void watch() {
        if (System.nanoTime() - progressNanos < uploads.patience().toNanos()) {
            return;
        }
        if (settling != null && !settling.isSettled()) {
            endWith(
                    Problem.OUTCOME_UNKNOWN,
                    "The database has not answered in time; go on after the last committedThrough.");
        } else if (answers.isFull()) {
            endWith(
                    Problem.ANSWERS_UNREAD,
                    "Too many answers are unread; read while you write, or use results=summary.");
        } else if (!stepIsDue) {
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
        hangUp = vertx.setTimer(uploads.patience().toMillis(), late -> hangUp());
        answers.end().onComplete(read -> {
            // Delivered, or there is nobody any more: Vert.x tells the latter nowhere else once the answer has ended.
            lastWordSent = true;
            givePlaceBack();
            needNotHangUp();
        });
    }

    /**
     * At once: Vert.x's own close, also by way of its channel, first waits until all that was written is read. One of
     * HTTP/2 carries others beside this upload.
     */
    private void hangUp() {
        givePlaceBack();
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            ((ConnectionBase) request.connection()).channelHandlerContext().close();
        }
    }

    private void needNotHangUp() {
        if (bodyEnded && lastWordSent) {
            vertx.cancelTimer(hangUp);
        }
    }

    private void clientHasGone() {
        leave();
        givePlaceBack();
        vertx.cancelTimer(hangUp);
    }

    private void leave() {
        if (over) {
            return;
        }
        over = true;
        uploads.ended(this);
        vertx.cancelTimer(timer);
        uploads.release(bytes(gathering) + bytes(settling));
        gathering = null;
        settling = null;
        body.close();
    }

    /** Not before the last word is sent: until then the answers take memory. */
    private void givePlaceBack() {
        if (hasPlace) {
            hasPlace = false;
            uploads.leave();
        }
    }

    private static long bytes(UploadChunk chunk) {
        return chunk == null ? 0 : chunk.bytes();
    }

    private void progress() {
        bytesSinceProgress = 0;
        progressNanos = System.nanoTime();
    }
}
