/**
 * Sends a file in one stream and goes on after every cut: {@link io.yiping.load.upload.UploadCommand} → {@code Upload} (from line to
 * line) → {@code Attempt} (one connection: {@code BodyWriter} writes while {@code AnswerLines} reads) → {@code UploadAccount} (which
 * line is told what) → {@link io.yiping.load.reckon.Reckoning}.
 */
package io.yiping.load.upload;
