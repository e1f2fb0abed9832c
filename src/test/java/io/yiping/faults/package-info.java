/**
 * The packaged service as processes of its own, on a real PostgreSQL, killed in mid-burst.
 *
 * <p>The oracle is {@code SentJournal}: what was sent is noted before it is sent, what was answered after. A
 * {@code Trial} goes through the phases load → fault (checked to have happened) → heal → new acknowledgements within 10
 * s → resend every unknown → reconcile by SQL; {@code Reconciliation} then compares the journal with what is stored and
 * gives a list of findings, which is empty when every promise was kept. {@code NegativeControlIT} shows that it is not
 * empty when one was broken.
 *
 * <p>Uploads are killed and resumed in {@code UploadKillIT}, the folding of counts in {@code FoldKillIT}, which catches it
 * inside its transaction with a {@code FoldTrap}. {@code SelectionsIT} compares answers with a plain {@code GROUP BY}: a
 * {@code Standstill} holds one version still, {@code Asked} says what is served, {@code Recount} what the answer has to be;
 * all three are written from the contract and share no code with the service.
 *
 * <p>{@code PowerCutIT} and {@code FullDiskIT} have the database on a {@code Disk} of their own, which root may mount; where
 * that is forbidden they are skipped and say so. {@code NetworkCutIT} puts a {@code Cable} between a service and its
 * database, {@code StallIT} locks the table of ratings, {@code LeavingIT} sends SIGTERM; a {@code Pulse} sees whether the
 * services stay live, {@code HeldConnections} whether they leak.
 *
 * <p>One seed drives every random choice and is printed: {@code -Dyiping.seed=…} runs it again, {@code -Dyiping.seeds=10}
 * runs more of them.
 *
 * <p>Start reading at {@code KillIT}.
 */
package io.yiping.faults;
