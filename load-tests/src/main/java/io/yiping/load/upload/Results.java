package io.yiping.load.upload;

import java.util.Locale;

/** Which items the service answers with a line of their own. */
enum Results {
    SUMMARY,
    PROBLEMS,
    ALL;

    String path() {
        return "/v1/ratings/stream?results=" + name().toLowerCase(Locale.ROOT);
    }
}
