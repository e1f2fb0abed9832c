/**
 * Makes files of ratings: {@link io.yiping.load.generate.GenerateCommand} → {@code LineSequence} (which line comes next and what
 * must become of it) → {@code JsonLine} (its bytes) and {@code Tally} (the manifest).
 *
 * <p>What must become of a line is known because of how it was made, never by asking a service or replaying the file.
 */
package io.yiping.load.generate;
