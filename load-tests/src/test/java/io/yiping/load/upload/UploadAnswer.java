package io.yiping.load.upload;

import io.yiping.load.manifest.Verdicts;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * The whole answer to an upload. {@code verdicts} is null where no summary came, {@code problem} empty where none was told; {@code told}
 * counts the items that had a line of their own.
 */
public record UploadAnswer(Verdicts verdicts, long version, long committedThrough, int told, String problem) {

    public static UploadAnswer parse(byte[] answer) throws IOException {
        Reading reading = new Reading();
        new AnswerLines(reading).read(new ByteArrayInputStream(answer));
        return new UploadAnswer(
                reading.verdicts, reading.version, reading.committedThrough, reading.told, reading.problem);
    }

    private static final class Reading implements AnswerLines.Sink {
        private Verdicts verdicts;
        private long version;
        private long committedThrough;
        private int told;
        private String problem = "";

        @Override
        public void item(long line, String verdict, boolean replaced) {
            told++;
        }

        @Override
        public void committedThrough(long line, long atVersion) {
            committedThrough = line;
            version = Math.max(version, atVersion);
        }

        @Override
        public void problem(String type, String detail) {
            problem = type + ": " + detail;
        }

        @Override
        public void summary(Verdicts sums, long atVersion) {
            verdicts = sums;
            version = Math.max(version, atVersion);
        }
    }
}
