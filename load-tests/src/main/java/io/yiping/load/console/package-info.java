/** The command line: reading options, showing progress and times, waiting. Knows nothing of ratings. */
package io.yiping.load.console;
