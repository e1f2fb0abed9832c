package io.yiping.load.manifest;

/**
 * For each block of {@value Manifest#BLOCK_LINES} lines, how many are rejected and how many are conflicts, whenever and however
 * often the block is sent. Every other line of a block that is sent again is a duplicate.
 */
public record Blocks(int lines, int[] rejected, int[] conflict) {}
