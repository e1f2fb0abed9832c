package io.yiping.load.upload;

import io.yiping.load.http.OpenPost;
import java.io.IOException;

/** What an upload writes, on a thread of its own. */
public interface Body {
    /** Writes all of it, or up to where the connection is to be cut; ends the request unless it cuts. */
    void writeTo(OpenPost post) throws IOException;
}
