/** What a generated file must lead to: written by {@code generate}, checked by {@code send}. */
package io.yiping.load.manifest;
