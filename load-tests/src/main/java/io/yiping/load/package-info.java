/** The door to the load tests; each command has a package of its own, and {@code manifest} is what they share. */
package io.yiping.load;
