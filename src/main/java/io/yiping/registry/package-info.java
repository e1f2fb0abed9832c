/**
 * The registry: names and parents of regions, agencies, matters, windows and channels. Ratings never wait for it: a code that
 * it does not have is a code all the same.
 *
 * <pre>PUT → body → entries, by the rules of their kind → compared with the list in force → what differs, as a new edition
 *     → a version of the counts → COMMIT;  names and coverage = what was in force at the version of the figures</pre>
 *
 * <p>{@code ListRoutes} gives the lists. {@code LoadRoute} takes one and lets one load run at a time ({@code LoadPlace}). A worker reads its lines
 * ({@code ListReader}) by the rules ({@code EntryRules}) into a {@code ListDraft}; all violations are told at once, and with one
 * nothing is stored. {@code Load} compares and writes in one transaction of Hibernate Reactive and draws a version last
 * ({@link io.yiping.count.NextVersion}). {@code LoadAnswers} tells how far it is.
 *
 * <p>An entry is in force from one edition of its kind's list to another, an edition from a version on: whoever has figures at
 * a version asks {@link io.yiping.registry.Names} and {@link io.yiping.registry.InForce} at the same one.
 */
package io.yiping.registry;
