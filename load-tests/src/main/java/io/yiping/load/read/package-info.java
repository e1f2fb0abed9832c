/**
 * Measures how long figures take that nobody has asked for before: {@link io.yiping.load.read.ReadCommand} → {@code Exploration} (which
 * codes there are) → {@code Question} (what readers typically ask) → {@code Wording} (never twice the same) → {@code Reader} (times
 * it) → {@code Readings} (table, file, comparison).
 */
package io.yiping.load.read;
