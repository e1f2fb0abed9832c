package io.yiping.faults;

import java.sql.Connection;
import java.sql.SQLException;

/** The database that a trial's services write to, for looking at it directly. */
@FunctionalInterface
interface Database {

    Connection connect() throws SQLException;
}
