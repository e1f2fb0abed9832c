package io.yiping.load.reckon;

import io.yiping.load.manifest.Manifest;

/** What the service had before the run. */
public enum Before {
    NOTHING,
    THIS_FILE,
    SOMETHING;

    /** Told by the number of ratings; a part of a file may meet anything. */
    public static Before of(Manifest manifest, boolean wholeFile, long ratings) {
        if (!wholeFile) {
            return SOMETHING;
        }
        if (ratings == 0) {
            return NOTHING;
        }
        return ratings == manifest.ratings() ? THIS_FILE : SOMETHING;
    }
}
