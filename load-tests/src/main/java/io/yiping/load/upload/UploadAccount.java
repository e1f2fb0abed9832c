package io.yiping.load.upload;

import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which line of the file is told what, over all connections of an upload. A line counts once: by the connection that said {@code
 * committedThrough} for it, or by the summary. What was told after the last {@code committedThrough} before a cut is sent again and
 * counts then; where it was told accepted, it must not be accepted a second time.
 *
 * <p>{@code received = accepted + duplicate + conflict + rejected + undivided + untold}: undivided lines are accepted or duplicate, which
 * {@link Results#PROBLEMS} tells apart in the summary only, untold ones were only said to be committed. Both stay zero without a cut.
 *
 * <p>Bound: {@value #MAX_WAITING} lines told and not said to be committed, beside two numbers a block.
 *
 * <p>Failure: a {@link WrongAnswerException} when the answers contradict themselves.
 *
 * <p>Thread-safety: none; one thread reads answers.
 */
final class UploadAccount implements AnswerLines.Sink {
    static final int MAX_WAITING = 1_000_000;

    private record Told(long line, String verdict, boolean replaced) {}

    private final Results results;
    private final int[] conflictByBlock;
    private final int[] rejectedByBlock;
    private final Deque<Told> waiting = new ArrayDeque<>();
    private final Set<Long> toldAccepted = new HashSet<>();

    private Verdicts earlier = Verdicts.NONE;
    private long earlierUndivided;
    private long earlierUntold;
    private Verdicts current = Verdicts.NONE;
    private long undivided;
    private long untold;

    private long begin;
    private long committed;
    private long lastTold;
    private long version;
    private Verdicts summary;
    private String problem;

    UploadAccount(Results results, int blocks) {
        this.results = results;
        this.conflictByBlock = new int[blocks];
        this.rejectedByBlock = new int[blocks];
    }

    /** Another connection goes on after the last line that is known to be committed. */
    void begin() {
        waiting.stream()
                .filter(told -> told.verdict().equals("accepted"))
                .forEach(told -> toldAccepted.add(told.line()));
        waiting.clear();
        earlier = earlier.plus(current);
        earlierUndivided += undivided;
        earlierUntold += untold;
        current = Verdicts.NONE;
        undivided = 0;
        untold = 0;
        begin = committed;
        lastTold = committed;
        summary = null;
        problem = null;
    }

    @Override
    public void item(long lineOfUpload, String verdict, boolean replaced) throws WrongAnswerException {
        long line = begin + lineOfUpload;
        if (line <= lastTold || results == Results.ALL && line != lastTold + 1) {
            throw new WrongAnswerException("line %,d was told after line %,d".formatted(line, lastTold));
        }
        if (waiting.size() == MAX_WAITING) {
            throw new WrongAnswerException("%,d lines were told and none said to be committed".formatted(MAX_WAITING));
        }
        if (verdict.equals("accepted") && toldAccepted.contains(line)) {
            throw new WrongAnswerException(
                    "line %,d was told accepted, sent again, and accepted again".formatted(line));
        }
        lastTold = line;
        waiting.add(new Told(line, verdict, replaced));
    }

    @Override
    public void committedThrough(long lineOfUpload, long newVersion) throws WrongAnswerException {
        long line = begin + lineOfUpload;
        if (line < committed || line < lastTold || newVersion != 0 && newVersion < version) {
            throw new WrongAnswerException(
                    "committed through line %,d at version %d was said after line %,d at version %d"
                            .formatted(line, newVersion, Math.max(committed, lastTold), version));
        }
        version = Math.max(version, newVersion);
        settle(line);
    }

    private void settle(long line) throws WrongAnswerException {
        long lines = line - committed;
        int told = waiting.size();
        if (results == Results.ALL && told != lines) {
            throw new WrongAnswerException(
                    "%,d lines to line %,d are committed, and %,d were told".formatted(lines, line, told));
        }
        waiting.forEach(this::count);
        waiting.clear();
        toldAccepted.removeIf(one -> one <= line);
        undivided += results == Results.PROBLEMS ? lines - told : 0;
        untold += results == Results.SUMMARY ? lines : 0;
        committed = line;
        lastTold = line;
    }

    private void count(Told told) {
        String verdict = told.verdict();
        int block = (int) ((told.line() - 1) / Manifest.BLOCK_LINES);
        conflictByBlock[block] += verdict.equals("conflict") ? 1 : 0;
        rejectedByBlock[block] += verdict.equals("rejected") ? 1 : 0;
        current = current.plus(new Verdicts(
                1,
                verdict.equals("accepted") ? 1 : 0,
                verdict.equals("duplicate") ? 1 : 0,
                verdict.equals("conflict") ? 1 : 0,
                verdict.equals("rejected") ? 1 : 0,
                verdict.equals("retry") ? 1 : 0,
                told.replaced() ? 1 : 0));
    }

    @Override
    public void problem(String type, String detail) {
        problem = type + ": " + detail;
    }

    /** The summary takes the place of what this connection told line by line, and must agree with it. */
    @Override
    public void summary(Verdicts verdicts, long newVersion) throws WrongAnswerException {
        version = Math.max(version, newVersion);
        settle(begin + verdicts.received());
        boolean agrees = verdicts.balanced()
                && (results == Results.SUMMARY
                        || verdicts.conflict() == current.conflict() && verdicts.rejected() == current.rejected())
                && (results != Results.ALL || verdicts.equals(current));
        if (!agrees) {
            throw new WrongAnswerException("the lines told %s; the summary says %s".formatted(current, verdicts));
        }
        summary = verdicts;
        current = verdicts;
        undivided = 0;
        untold = 0;
    }

    /** The last line that is known to be committed. */
    long committed() {
        return committed;
    }

    /** The first line of this connection, less one. */
    long begun() {
        return begin;
    }

    long version() {
        return version;
    }

    /** Whether this connection ended with a summary. */
    boolean ended() {
        return summary != null;
    }

    /** Null when the service named none. */
    String problem() {
        return problem;
    }

    /** All lines whose verdict is told. */
    Verdicts verdicts() {
        return earlier.plus(current);
    }

    /** The verdicts of the last connection. */
    Verdicts last() {
        return current;
    }

    long undivided() {
        return earlierUndivided + undivided;
    }

    long untold() {
        return earlierUntold + untold;
    }

    int[] conflictByBlock() {
        return conflictByBlock;
    }

    int[] rejectedByBlock() {
        return rejectedByBlock;
    }

    @Override
    public String toString() {
        Verdicts told = verdicts();
        String both = undivided() == 0 ? "" : " + accepted or duplicate %,d".formatted(undivided());
        String committedOnly = untold() == 0 ? "" : " + committed, verdict not told, %,d".formatted(untold());
        return "received %,d = accepted %,d + duplicate %,d + conflict %,d + rejected %,d + retry %,d%s%s; replaced %,d"
                .formatted(
                        told.received() + undivided() + untold(),
                        told.accepted(),
                        told.duplicate(),
                        told.conflict(),
                        told.rejected(),
                        told.retry(),
                        both,
                        committedOnly,
                        told.replaced());
    }
}
