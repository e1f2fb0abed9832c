/**
 * The way in: HTTP, decoding, checking, receipts. Knows no SQL.
 *
 * <pre>
 * body (platform) → Items: one slice of bytes an item → RatingDecoder: a Draft → Draft.check: a Rating or violations
 *   → Ledger.submit: an Outcome a rating → Receipt an item → Accounting → status and answer
 * </pre>
 *
 * <p>{@code SingleRoute} is {@code POST /v1/ratings}, {@code BatchRoute} is {@code POST /v1/ratings/batch}: read either top
 * to bottom. A large batch is decoded in turns: its loop has others to answer. Every item gets its own verdict; one bad item
 * harms no other; and everywhere {@code received = accepted + duplicate + conflict + rejected + retry}.
 */
package io.yiping.ingest;
