package io.yiping.ingest;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.yiping.ledger.Ledger;
import io.yiping.platform.Gunzip;
import io.yiping.platform.HangUp;
import io.yiping.platform.Problem;
import io.yiping.rating.Draft;
import io.yiping.rating.Rating;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * One upload on its way: bytes → lines → ratings → the ledger → answers, while it runs. What comes while nothing is at the
 * ledger goes there at once; meanwhile more is gathered, and goes there too when it is a chunk's worth.
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
final class Upload implements Lines.Sink, UploadSubmissions.Listener {

    private static final int STEP_ITEMS = 256;
    private static final long TICK_MILLIS = 1_000;

    /** Fewer bytes are no progress: in 30 s of patience, 137 bytes a second, slower than any modem. */
    private static final int PROGRESS_BYTES = 4 * 1024;

    private static final String STOPPING =
            "The service is starting or stopping; go on after the last committedThrough.";

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context loop;
    private final Clock clock;
    private final Uploads uploads;
    private final UploadBody body;
    private final UploadAnswers answers;
    private final UploadSubmissions submissions;

    private UploadChunk gathering;
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
        this.clock = clock;
        this.uploads = uploads;
        this.body = new UploadBody(gzip, this);
        this.answers = new UploadAnswers(request.response(), results, uploads.meters(), this::answersWereRead);
        this.submissions = new UploadSubmissions(ledger, uploads, vertx, this);
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
        submit();
        if (over) {
            return;
        }
        if (isAllRead() && submissions.isEmpty()) {
            finish();
        } else if (stopping && submissions.isEmpty()) {
            endWith(Problem.NOT_READY, STOPPING);
        } else {
            readOn();
            if (canStep()) {
                stepLater();
            }
        }
    }

    private void tell() {
        UploadChunk first = submissions.first();
        if (first != null && first.isSettled() && first.tell(answers, STEP_ITEMS)) {
            answers.committed();
            uploads.release(first.bytes());
            submissions.removeFirst();
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
        boolean full = gathering != null && gathering.isFull() || !uploads.hasRoom(bytes());
        return !full && !stopping && !answers.isFull();
    }

    private boolean isAllRead() {
        return broken != null || bodyEnded && body.isDrained();
    }

    private boolean canStep() {
        UploadChunk first = submissions.first();
        boolean canTell = first != null && first.isSettled() && !answers.isFull();
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

    /**
     * Nothing under way: at once. Else only what is large and will not grow any more: many uploads, whose shares of memory
     * are small, have one submission each, and none takes the others' turn.
     */
    private boolean isDue() {
        boolean grown = gathering != null && (isAllRead() || !hasRoom());
        return gathering != null && submissions.isEmpty() || grown && gathering.isLarge();
    }

    private void submit() {
        if (isDue() && submissions.admit(gathering)) {
            UploadChunk chunk = gathering;
            gathering = null;
            submissions.submit(chunk);
            if (chunk.isSettled()) {
                progress();
            }
        }
    }

    @Override
    public void settled() {
        progress();
        advance();
    }

    @Override
    public void notReady() {
        endWith(Problem.NOT_READY, STOPPING);
    }

    /** Only who keeps us waiting is ended: not an upload with work that we have not come to. */
    private void watch() {
        if (System.nanoTime() - progressNanos < uploads.patience().toNanos()) {
            return;
        }
        UploadChunk first = submissions.first();
        if (first != null && !first.isSettled()) {
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

    private void hangUp() {
        givePlaceBack();
        HangUp.on(request);
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
        uploads.release(gathering == null ? 0 : gathering.bytes());
        gathering = null;
        submissions.forget();
        body.close();
    }

    /** Not before the last word is sent: until then the answers take memory. */
    private void givePlaceBack() {
        if (hasPlace) {
            hasPlace = false;
            uploads.leave();
        }
    }

    /** What its lines hold until they are settled and told. */
    private long bytes() {
        return submissions.bytes() + (gathering == null ? 0 : gathering.bytes());
    }

    private void progress() {
        bytesSinceProgress = 0;
        progressNanos = System.nanoTime();
    }
}
