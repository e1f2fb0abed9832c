/**
 * Yiping (一评, "one rating each"): ratings of government services, one a service event, counted exactly.
 *
 * <p>The way of a rating: {@code ingest} takes and checks it by the words and rules of {@code rating}; {@code ledger}
 * stores it in one transaction together with the changes of {@code count}; its sender gets a receipt. The way of the
 * counts: {@code count} follows its journal and folds it; {@code stats} answers readers. {@code lookup} answers what is
 * stored, {@code registry} what codes are called and whom they belong to. {@code platform} is what they stand on.
 */
package io.yiping;
