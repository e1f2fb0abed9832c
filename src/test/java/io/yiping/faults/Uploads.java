package io.yiping.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Six uploads at once, every second one in gzip, which race for the same events; each instance has its share. Call the
 * phases in this order: start, strike in the middle, wait for their end, resume.
 */
final class Uploads {

    private static final int UPLOADS = 6;
    private static final int LINES = 4_000;
    private static final int BLANK_PERCENT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Trial trial;
    private final List<ServiceProcess> instances;
    private final List<Upload> uploads = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Integer> committedAtTheFault = new ArrayList<>();

    Uploads(Trial trial, List<ServiceProcess> instances) {
        this.trial = trial;
        this.instances = instances;
        List<List<Offer>> offers = offers();
        for (int i = 0; i < UPLOADS; i++) {
            UploadLines lines = new UploadLines(trial.journal(), offers.get(i));
            uploads.add(new Upload(
                    trial.journal(), lines, i % 2 == 1, trial.random().split()));
        }
    }

    /** In turn, so that whoever repeats an event repeats it at about the same time. */
    private List<List<Offer>> offers() {
        List<List<Offer>> offers = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            offers.add(new ArrayList<>(LINES));
        }
        for (int line = 0; line < LINES; line++) {
            for (List<Offer> own : offers) {
                boolean blank = trial.random().nextInt(100) < BLANK_PERCENT;
                own.add(blank ? null : trial.offers().next(trial.random()));
            }
        }
        return offers;
    }

    void start() {
        for (int i = 0; i < UPLOADS; i++) {
            Upload upload = uploads.get(i);
            ServiceProcess instance = instances.get(i / 2 % instances.size());
            threads.add(new Thread(() -> upload.send(instance), "upload-" + i));
        }
        threads.forEach(Thread::start);
    }

    /** Each has lines committed, lines on their way without an answer, and lines that it has not sent. */
    void strikeMidway(Trial.Step fault) throws Exception {
        Waits.until("all have lines committed", PATIENCE, () -> uploads.stream().allMatch(one -> one.committed() > 0));
        Thread.sleep(trial.random().nextInt(400));
        Waits.until("one is midway", PATIENCE, () -> uploads.stream().anyMatch(Upload::isMidway));
        uploads.forEach(one -> committedAtTheFault.add(one.committed()));
        fault.take();
        requireMidway();
        uploads.forEach(Upload::hurry);
    }

    private void requireMidway() {
        for (int i = 0; i < UPLOADS; i++) {
            int size = uploads.get(i).lines().size();
            if (committedAtTheFault.get(i) == 0 || committedAtTheFault.get(i) == size) {
                throw new AssertionError("not in the middle of the uploads: " + committedAtTheFault + " of " + size);
            }
        }
    }

    /** Those that were not cut go on to their end. */
    void awaitEnds() {
        threads.forEach(Waits::forEnd);
    }

    /** At least so many have not ended well. */
    void requireCut(int least) {
        long cut = uploads.stream().filter(one -> one.cuts() > 0).count();
        if (cut < least) {
            throw new AssertionError("only " + cut + " uploads were cut by the fault, at " + committedAtTheFault);
        }
    }

    /** What those that did not end well were told. */
    List<String> ends() {
        return uploads.stream().filter(one -> one.cuts() > 0).map(Upload::end).toList();
    }

    /** Each after its last committedThrough, on any instance, all at once, until each is complete. */
    void resume() {
        List<Thread> resuming = new ArrayList<>();
        for (Upload upload : uploads) {
            SplittableRandom random = trial.random().split();
            resuming.add(new Thread(() -> resume(upload, random), "resumed-upload"));
        }
        resuming.forEach(Thread::start);
        resuming.forEach(Waits::forEnd);
    }

    private void resume(Upload upload, SplittableRandom random) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!upload.isComplete() && System.nanoTime() < end) {
            upload.send(instances.get(random.nextInt(instances.size())));
        }
    }

    /** To be asked after {@link #resume}. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Upload upload : uploads) {
            if (!upload.isComplete()) {
                findings.add(new Finding(
                        "I7", "not complete after resuming: " + upload.lines().open() + " lines are open"));
            }
        }
        return findings;
    }

    /** Of which half a line was sent before the cut. */
    Set<String> halfSent() {
        Set<String> events = new HashSet<>();
        uploads.forEach(upload -> events.addAll(upload.lines().withdrawn()));
        return events;
    }

    @Override
    public String toString() {
        return "uploads of " + LINES + " lines, committed at the fault " + committedAtTheFault + ", cuts "
                + uploads.stream().map(Upload::cuts).toList() + ", sent but unanswered "
                + uploads.stream().map(Upload::onceUnknown).toList() + ", half lines "
                + halfSent().size();
    }
}
