package io.yiping.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of uploads. At each bound stands what happens there. */
@ConfigMapping(prefix = "yiping.upload")
interface UploadConfig {

    /**
     * An upload that has made no progress for so long is ended with a problem. Progress is a line that is settled, an
     * answer that is read, or 4 KiB of body: a byte a second, or a blank line, keeps nobody's place.
     */
    @WithDefault("30s")
    Duration patience();

    /**
     * Uploads under way at once; one more is refused with 503. Beside its lines an upload costs about 0.1 MB (carried
     * line, inflater, what has arrived), and up to 256 KiB more while its answers are not read.
     */
    @WithDefault("256")
    int atOnce();

    /**
     * Memory for lines that were read and are not settled, over all uploads; those who need much get equal shares, at most
     * four times 4,000 lines. A rating of 300 bytes takes about 1.4 KB: 24 MB are 18,000 of them, four transactions. At
     * its share an upload is not read on; 64 KiB are always granted: 200 uploads have 13 MB then.
     */
    @WithDefault("24M")
    MemorySize gathered();
}
