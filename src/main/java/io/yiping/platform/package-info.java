/**
 * What every feature stands on, and nothing of the field itself.
 *
 * <p>Database: {@code DatabaseUrlSource} turns the one setting {@code YIPING_DATABASE_URL} (or its absence) into the
 * URLs of the reactive and of the JDBC client. {@code DatabaseStart} then, in the background, brings up the embedded
 * PostgreSQL if it is ours to bring up, waits for the database, checks that it is durable, migrates the schema, and
 * tells everybody by {@link io.yiping.platform.DatabaseReady}. Until then the service is live and not ready.
 *
 * <p>HTTP: {@link io.yiping.platform.Bodies} reads a request's body whole, within limits of bytes and time;
 * {@link io.yiping.platform.Answers} writes JSON and RFC 9457 problems; {@link io.yiping.platform.Problem} is the closed
 * table of problem names; {@code FrameworkErrors} gives the framework's own errors the same form.
 */
package io.yiping.platform;
