package io.yiping.stats;

import io.yiping.count.Query;

/** What an answer's bytes depend on, beside its version. */
record Question(Query query, Form form) {}
