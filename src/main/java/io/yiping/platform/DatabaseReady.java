package io.yiping.platform;

/** CDI event: the database is there, durable and migrated. Fired once, on a worker thread. */
public record DatabaseReady() {}
