package io.yiping.count;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.yiping.platform.Workers;
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
     * Numbers of subjects.
     *
     * @param ofSubjects one a subject, in the order in which the subjects were given
     * @param learnt the subjects among them whose number was not kept
     */
    record Found(int[] ofSubjects, Map<Subject, Integer> learnt) {}

    /** The numbers of these subjects. Only who holds the fold's lock may ask: nobody else adds one meanwhile. */
    Uni<Found> of(SqlConnection connection, List<Subject> subjects) {
        int[] numbers = kept(subjects);
        List<Subject> unknown = unknown(subjects, numbers);
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(new Found(numbers, Map.of()));
        }
        Map<Subject, Integer> learnt = new HashMap<>();
        return inSteps(connection, FIND, unknown, learnt)
                .chain(() -> inSteps(connection, ADD, without(unknown, learnt), learnt))
                .chain(() -> Workers.run(() -> complete(numbers, subjects, learnt)));
    }

    /** After the transaction that learnt them. */
    synchronized void keep(Found found) {
        kept.putAll(found.learnt());
    }

    /** 0: not kept. Numbers begin at 1. */
    private synchronized int[] kept(List<Subject> subjects) {
        return subjects.stream()
                .mapToInt(subject -> kept.getOrDefault(subject, 0))
                .toArray();
    }

    private static List<Subject> unknown(List<Subject> subjects, int[] numbers) {
        List<Subject> unknown = new ArrayList<>();
        for (int place = 0; place < numbers.length; place++) {
            if (numbers[place] == 0) {
                unknown.add(subjects.get(place));
            }
        }
        return unknown;
    }

    private static Found complete(int[] numbers, List<Subject> subjects, Map<Subject, Integer> learnt) {
        for (int place = 0; place < numbers.length; place++) {
            if (numbers[place] == 0) {
                numbers[place] = learnt.getOrDefault(subjects.get(place), 0);
            }
            if (numbers[place] == 0) {
                throw new IllegalStateException("has got no number: " + subjects.get(place));
            }
        }
        return new Found(numbers, learnt);
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
