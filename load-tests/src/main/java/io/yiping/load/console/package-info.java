/** The command line: reading options, showing progress. Knows nothing of ratings. */
package io.yiping.load.console;
