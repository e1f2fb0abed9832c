/**
 * Sends a file of ratings in batches and checks what came of it: {@link io.yiping.load.send.SendCommand} → {@code SendPlan}
 * (which batch next) → {@code BatchClient} (until it has an answer) → {@code Account} (sums) → {@link
 * io.yiping.load.reckon.Reckoning} (against the manifest and the service's own figures).
 */
package io.yiping.load.send;
