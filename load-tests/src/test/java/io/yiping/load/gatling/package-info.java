/**
 * Scenarios for Gatling, numbered, in an open model: {@code S01Single} to {@code S08Nanyang} say who arrives and what they send;
 * {@code Supply} hands out the ratings, {@code Delivery} is the way of one request, {@code Accounting} says at the end whether
 * every rating was accounted for, and fails the run when it was not.
 *
 * <p>Defaults stand in {@code knobs.properties}.
 */
package io.yiping.load.gatling;
