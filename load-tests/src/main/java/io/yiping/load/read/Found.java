package io.yiping.load.read;

import java.time.LocalDate;

/** What there is to ask about: the days that have ratings, and of each kind of code the one with the most. */
record Found(
        long ratings,
        LocalDate firstDay,
        LocalDate lastDay,
        String city,
        String county,
        String township,
        String channel,
        String agency,
        String matter) {}
