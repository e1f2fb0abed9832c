package io.yiping.load.upload;

import io.yiping.load.manifest.Blocks;
import io.yiping.load.manifest.Manifest;
import io.yiping.load.manifest.Verdicts;
import io.yiping.load.reckon.Before;
import io.yiping.load.reckon.Differences;
import io.yiping.load.reckon.Expectation;
import java.util.List;

/**
 * The equations that hold for an upload of a whole file, cut or not:
 *
 * <ul>
 *   <li>received = the lines of the file: each counts once, however often it was sent.
 *   <li>conflict and rejected are the manifest's, in each block: neither changes when a line is sent again.
 *   <li>accepted + duplicate are the manifest's together; without a cut each alone.
 *   <li>duplicate − the manifest's duplicate = the manifest's accepted − accepted = the lines that were accepted on a connection whose
 *       answer was lost, and came back as duplicate: none without a cut, and no more than were sent again.
 * </ul>
 *
 * Where a cut and the form of the answers leave verdicts untold, the sums of the last connection are held to the blocks that it sent.
 */
final class UploadExpectation {
    private final Manifest manifest;
    private final Expectation expectation;

    UploadExpectation(Manifest manifest, long ratingsBefore) {
        this.manifest = manifest;
        int last = manifest.blocks().rejected().length - 1;
        Verdicts again = last < 0 ? Verdicts.NONE : manifest.sentAgain(0, last);
        this.expectation = new Expectation(Before.of(manifest, true, ratingsBefore), manifest.verdicts(), again);
    }

    Before before() {
        return expectation.before();
    }

    /** How the account differs; an empty list if it agrees. */
    List<String> differences(UploadAccount account, Results results, long linesAgain) {
        Verdicts told = account.verdicts();
        Differences differences = new Differences();
        differences.equal("received", manifest.lines(), told.received() + account.undivided() + account.untold());
        differences.equal("retry", 0, told.retry());
        if (account.untold() > 0) {
            compareLast(account, differences);
        } else {
            compareSums(account, linesAgain, differences);
        }
        if (results != Results.SUMMARY) {
            compareBlocks(account, differences);
        }
        return differences.found();
    }

    private void compareSums(UploadAccount account, long linesAgain, Differences differences) {
        Verdicts told = account.verdicts();
        Verdicts expected = expectation.sums();
        differences.equal("conflict", expected.conflict(), told.conflict());
        differences.equal("rejected", expected.rejected(), told.rejected());
        long both = told.accepted() + told.duplicate() + account.undivided();
        differences.equal("accepted + duplicate", expected.accepted() + expected.duplicate(), both);
        if (before() != Before.SOMETHING && account.undivided() == 0) {
            long most = before() == Before.NOTHING ? linesAgain : 0;
            differences.between(
                    "accepted", Math.max(0, expected.accepted() - most), expected.accepted(), told.accepted());
            differences.between(
                    "replaced", Math.max(0, expected.replaced() - most), expected.replaced(), told.replaced());
        }
    }

    private void compareLast(UploadAccount account, Differences differences) {
        int last = manifest.blocks().rejected().length - 1;
        int first = (int) (account.begun() / Manifest.BLOCK_LINES);
        int firstWhole = (int) ((account.begun() + Manifest.BLOCK_LINES - 1) / Manifest.BLOCK_LINES);
        Verdicts most = first > last ? Verdicts.NONE : manifest.sentAgain(first, last);
        Verdicts least = firstWhole > last ? Verdicts.NONE : manifest.sentAgain(firstWhole, last);
        Verdicts told = account.last();
        differences.between("conflict of the last connection", least.conflict(), most.conflict(), told.conflict());
        differences.between("rejected of the last connection", least.rejected(), most.rejected(), told.rejected());
        differences.equal("received of the last connection", manifest.lines() - account.begun(), told.received());
    }

    private void compareBlocks(UploadAccount account, Differences differences) {
        Blocks blocks = manifest.blocks();
        for (int block = 0; block < blocks.rejected().length; block++) {
            String name = " in lines %,d to %,d"
                    .formatted(block * (long) Manifest.BLOCK_LINES + 1, (block + 1L) * Manifest.BLOCK_LINES);
            differences.equal("conflict" + name, blocks.conflict()[block], account.conflictByBlock()[block]);
            differences.equal("rejected" + name, blocks.rejected()[block], account.rejectedByBlock()[block]);
        }
    }

    /** In words, beside the result. */
    String basis(UploadAccount account, long linesAgain) {
        String words =
                switch (before()) {
                    case NOTHING -> "nothing stood before";
                    case THIS_FILE -> "all of this file stood before";
                    case SOMETHING -> "something stood before: accepted and duplicate only together";
                };
        if (before() != Before.NOTHING || linesAgain == 0) {
            return words;
        }
        if (account.untold() > 0) {
            return words + "; verdicts before the last cut are untold";
        }
        if (account.undivided() > 0) {
            return words + "; accepted and duplicate before the last cut only together";
        }
        long cameBack = account.verdicts().duplicate() - manifest.verdicts().duplicate();
        return "%s; of %,d lines sent again %,d came back as duplicate".formatted(words, linesAgain, cameBack);
    }
}
