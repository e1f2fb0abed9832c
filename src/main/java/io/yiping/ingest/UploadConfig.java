package io.yiping.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of uploads. */
@ConfigMapping(prefix = "yiping.upload")
interface UploadConfig {

    /** An upload that has made no progress for so long (no bytes, no commit, no answer read) is ended with a problem. */
    @WithDefault("30s")
    Duration patience();

    /** Lines that all uploads together hold before the ledger takes them; about 1 KB each. At it they are not read on. */
    @WithDefault("20000")
    int gatheredLines();
}
