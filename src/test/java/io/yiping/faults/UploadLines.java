package io.yiping.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one upload has to send, line by line, and what became of each line. Some lines are blank: numbered, but nothing is
 * said about them.
 *
 * <p>Thread-safety: the writing and the reading thread of one upload share it.
 */
final class UploadLines {

    private static final byte[] BLANK = {'\n'};

    private final SentJournal journal;
    private final List<Offer> offers;
    private final Attempt[] attempts;
    private final Set<String> withdrawn = new HashSet<>();

    /** @param offers null for a blank line */
    UploadLines(SentJournal journal, List<Offer> offers) {
        this.journal = journal;
        this.offers = new ArrayList<>(offers);
        this.attempts = new Attempt[offers.size()];
    }

    int size() {
        return offers.size();
    }

    synchronized boolean isBlank(int index) {
        return offers.get(index) == null;
    }

    /** With its newline. */
    synchronized byte[] bytes(int index) throws IOException {
        if (isBlank(index)) {
            return BLANK;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(300);
        line.write(Client.JSON.writeValueAsBytes(offers.get(index).json()));
        line.write('\n');
        return line.toByteArray();
    }

    /** INVOKE: the newline is about to be sent. What is known already is attempted anew, what is not is sent again. */
    synchronized void invoke(int index) {
        boolean known = attempts[index] == null || !attempts[index].isUnknown();
        if (!isBlank(index) && known) {
            attempts[index] = journal.begin(offers.get(index));
        }
    }

    /** @return null when it was never sent whole */
    synchronized Attempt attempt(int index) {
        return attempts[index];
    }

    void answered(int index, Reply reply) {
        journal.settled(attempt(index), reply);
    }

    /** These were sent, and nobody knows. @return how many */
    int unanswered(int from, int to, String why) {
        int unknown = 0;
        for (int index = from; index < to; index++) {
            Attempt attempt = attempt(index);
            if (attempt != null && attempt.isUnknown()) {
                journal.settled(attempt, new Reply.Unknown(why));
                unknown++;
            }
        }
        return unknown;
    }

    /** Half of it was sent, if there is such a line; it is not sent again: if it were stored, it would be found as never sent. */
    synchronized void withdraw(int index) {
        if (index < attempts.length && attempts[index] == null && !isBlank(index)) {
            withdrawn.add(offers.set(index, null).event());
        }
    }

    synchronized Set<String> withdrawn() {
        return Set.copyOf(withdrawn);
    }

    /** Lines without an answer. */
    synchronized int open() {
        int open = 0;
        for (int index = 0; index < attempts.length; index++) {
            boolean known = attempts[index] != null && !attempts[index].isUnknown();
            open += known || isBlank(index) ? 0 : 1;
        }
        return open;
    }
}
