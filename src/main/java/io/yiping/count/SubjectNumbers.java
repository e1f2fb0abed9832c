package io.yiping.count;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of subjects, kept for the next fold. New subjects get theirs in the fold's transaction, so they are kept
 * only when it has been committed.
 *
 * <p>Bound: the {@value #KEPT} used last, some 20 MB. Thread-safety: safe.
 */
final class SubjectNumbers {

    private static final int KEPT = 100_000;
    private static final int ROWS = 5_000;

    private static final String FIND = """
            SELECT id, region, agency, matter
            FROM count_subject JOIN unnest($1::bigint[], $2::text[], $3::text[]) AS asked (region, agency, matter)
                 USING (region, agency, matter)
            """;

    private static final String ADD = """
            INSERT INTO count_subject (region, agency, matter)
            SELECT unnest($1::bigint[]), unnest($2::text[]), unnest($3::text[])
            RETURNING id, region, agency, matter
            """;

    private final Map<Subject, Integer> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Integer> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * The numbers of some subjects.
     *
     * @param inOrder theirs, in the order in which they were asked for
     * @param learnt those of them that were not kept
     */
    record Found(int[] inOrder, Map<Subject, Integer> learnt) {}

    /** Only who holds the fold's lock may ask: nobody else adds one meanwhile. */
    Uni<Found> of(SqlConnection connection, List<Subject> subjects) {
        int[] inOrder = new int[subjects.size()];
        List<Subject> unknown = known(subjects, inOrder);
        Map<Subject, Integer> learnt = new HashMap<>();
        return inSteps(connection, FIND, unknown, learnt)
                .chain(() -> inSteps(connection, ADD, without(unknown, learnt), learnt))
                .map(done -> found(subjects, inOrder, learnt));
    }

    /** After the transaction that learnt them. */
    synchronized void keep(Found found) {
        kept.putAll(found.learnt());
    }

    private synchronized List<Subject> known(List<Subject> subjects, int[] inOrder) {
        List<Subject> unknown = new ArrayList<>();
        for (int place = 0; place < inOrder.length; place++) {
            Integer number = kept.get(subjects.get(place));
            if (number == null) {
                unknown.add(subjects.get(place));
            } else {
                inOrder[place] = number;
            }
        }
        return unknown;
    }

    /** Numbers begin at 1. One that nobody knows fails the step. */
    private static Found found(List<Subject> subjects, int[] inOrder, Map<Subject, Integer> learnt) {
        for (int place = 0; place < inOrder.length; place++) {
            if (inOrder[place] == 0) {
                inOrder[place] = learnt.get(subjects.get(place));
            }
        }
        return new Found(inOrder, learnt);
    }

    private static List<Subject> without(List<Subject> subjects, Map<Subject, Integer> numbers) {
        return subjects.stream()
                .filter(subject -> !numbers.containsKey(subject))
                .toList();
    }

    private static Uni<Void> inSteps(
            SqlConnection connection, String sql, List<Subject> subjects, Map<Subject, Integer> numbers) {
        int steps = (subjects.size() + ROWS - 1) / ROWS;
        return Multi.createFrom()
                .range(0, steps)
                .onItem()
                .transformToUniAndConcatenate(step -> connection
                        .preparedQuery(sql)
                        .execute(columns(subjects, step * ROWS))
                        .invoke(rows -> read(rows, numbers)))
                .onItem()
                .ignoreAsUni();
    }

    private static Tuple columns(List<Subject> subjects, int from) {
        List<Subject> some = subjects.subList(from, Math.min(from + ROWS, subjects.size()));
        return Tuple.of(
                some.stream().map(Subject::region).toArray(Long[]::new),
                some.stream().map(Subject::agency).toArray(String[]::new),
                some.stream().map(Subject::matter).toArray(String[]::new));
    }

    private static void read(RowSet<Row> rows, Map<Subject, Integer> numbers) {
        for (Row row : rows) {
            numbers.put(new Subject(row.getLong(1), row.getString(2), row.getString(3)), row.getInteger(0));
        }
    }
}
