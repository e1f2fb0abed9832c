/**
 * The words of the field and its rules, in plain Java: no HTTP, no SQL, no framework.
 *
 * <p>A rating comes in as a {@link io.yiping.rating.Draft}: what somebody wrote, believed of nothing. The draft checks
 * itself against the rules, the {@link io.yiping.rating.Catalogue} and the clock, and becomes either a list of
 * {@link io.yiping.rating.Violation}s or a {@link io.yiping.rating.Rating}: valid, normalised, immutable.
 *
 * <p>A rating consists of its key (the service event, in the database an {@link io.yiping.rating.EventKey}), its origin, its times and its
 * {@link io.yiping.rating.Meaning}: all that tells a repeat from a conflict. The meaning has a
 * {@link io.yiping.rating.Fingerprint}, so that two ratings of one event are compared by 16 bytes.
 *
 * <p>Thread-safety: everything here is immutable but {@code Draft}, which belongs to the thread that decodes it.
 */
package io.yiping.rating;
