/**
 * Asking for what is stored, and for the words it is stored in.
 *
 * <p>{@code GET /v1/ratings/{serviceEventId}} gives one rating without personal data; {@code POST /v1/ratings/lookup} says
 * of up to a thousand service events which have a rating, which is how a partner reconciles after an outage;
 * {@code GET /v1/catalogue} lists levels, options, channels and regions, the latter with
 * their names from the registry. Ratings are read by primary key, but for {@code GET
 * /v1/ratings?bad=true}: the bad ratings that came last, by an index that has nothing else in it; of their comments numbers are
 * covered, because many see them.
 */
package io.yiping.lookup;
