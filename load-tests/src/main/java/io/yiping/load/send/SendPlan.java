package io.yiping.load.send;

import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.RatingsFile;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.reckon.Before;
import io.yiping.load.reckon.Expectation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which batch goes next. A second copy follows its first at once, so that it meets it on its way through another client and,
 * where there are several, to another instance.
 *
 * <p>Bound: one small object for each batch.
 *
 * <p>Thread-safety: any thread may take the next.
 */
final class SendPlan {
    /** One sending of a batch; {@code number} counts all sendings from 0. */
    record Send(int number, int firstBlock, int endBlock, boolean again) {}

    private final List<Send> sends = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private long lines;

    SendPlan(SendSettings settings, RatingsFile file) {
        int first = (int) ((settings.fromLine() - 1) / Manifest.BLOCK_LINES);
        long toLine = Math.min(settings.toLine(), file.lines());
        int end = (int) ((toLine + Manifest.BLOCK_LINES - 1) / Manifest.BLOCK_LINES);
        int step = settings.batchLines() / Manifest.BLOCK_LINES;
        List<Integer> starts = new ArrayList<>();
        for (int block = first; block < end; block += step) {
            starts.add(block);
        }
        if (settings.shuffleSeed() != null) {
            Collections.shuffle(starts, new Random(settings.shuffleSeed()));
        }
        for (int i = 0; i < starts.size(); i++) {
            boolean twice = settings.twiceEvery() > 0 && (i + 1) % settings.twiceEvery() == 0;
            add(starts.get(i), Math.min(end, starts.get(i) + step), twice, file.lines());
        }
    }

    private void add(int firstBlock, int endBlock, boolean twice, long fileLines) {
        for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
            sends.add(new Send(sends.size(), firstBlock, endBlock, copy > 0));
            lines += Math.min(fileLines, (long) endBlock * Manifest.BLOCK_LINES)
                    - (long) firstBlock * Manifest.BLOCK_LINES;
        }
    }

    /** Null when all are taken. */
    Send take() {
        int number = next.getAndIncrement();
        return number < sends.size() ? sends.get(number) : null;
    }

    List<Send> sends() {
        return sends;
    }

    /** What the verdicts must add up to. */
    Expectation expectation(Manifest manifest, long ratingsBefore) {
        Verdicts first = manifest.verdicts();
        Verdicts again = Verdicts.NONE;
        long linesOnce = 0;
        for (Send send : sends) {
            Verdicts repeated = manifest.sentAgain(send.firstBlock(), send.endBlock() - 1);
            again = again.plus(repeated);
            if (send.again()) {
                first = first.plus(repeated);
            } else {
                linesOnce += repeated.received();
            }
        }
        boolean whole = linesOnce == manifest.lines();
        return new Expectation(Before.of(manifest, whole, ratingsBefore), first, again);
    }

    /** All lines, those of second copies too. */
    long lines() {
        return lines;
    }
}
