package io.yiping.load.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** All rows in one COPY in text format into a reference table: the physical limit of this server. */
final class CopyRows implements Measurement {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Connection connection;
    private final ReferenceTable table;

    CopyRows(Connection connection, ReferenceTable table) {
        this.connection = connection;
        this.table = table;
    }

    @Override
    public String word() {
        return table.word("copy");
    }

    @Override
    public String name() {
        return table.name("one COPY");
    }

    @Override
    public Kind kind() {
        return Kind.BULK;
    }

    @Override
    public boolean leavesFolding() {
        return false;
    }

    @Override
    public Timed prepare(Work work) throws SQLException {
        byte[] text = ReferenceTable.copyText(work.ratings(), new String(work.mark(), StandardCharsets.US_ASCII));
        table.prepare(work.count());
        return () -> copy(text);
    }

    private Course copy(byte[] text) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copySql());
        for (int at = 0; at < text.length; at += CHUNK_BYTES) {
            copy.writeToCopy(text, at, Math.min(CHUNK_BYTES, text.length - at));
        }
        copy.endCopy();
        return Course.SMOOTH;
    }

    @Override
    public void verify(int ratings) throws SQLException {
        table.verifyRows();
    }
}
