/**
 * A lean HTTP/1.1 client over plain sockets: one connection, one request at a time. It tells a request that never left from one
 * whose answer was lost, which is what a sender of ratings must know.
 */
package io.yiping.load.http;
