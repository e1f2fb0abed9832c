/** A generated file and what it must lead to: written by {@code generate}, checked by {@code send} and {@code upload}. */
package io.yiping.load.manifest;
