package io.yiping.count;

import io.yiping.rating.Channel;
import io.yiping.rating.Depth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a view's entries add to the figures of a query, by the keys of its rows.
 *
 * <p>Bound: looks at every change of the view, some nanoseconds each; keys are at most as many. Thread-safety: none.
 */
final class Deltas {

    private static final int ANY = -2;

    private final Query query;
    private final Sums sums = new Sums();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int fromMinute;
    private final int toMinute;
    private final long regionFrom;
    private final long regionTo;
    private final int channel;
    private final Depth rowDepth;

    /** @param rowDepth of the regions that rows are, with by=region */
    Deltas(Query query, Depth rowDepth, View view) {
        this.query = query;
        this.fromMinute = query.period().firstMinute();
        this.toMinute = query.period().endMinute();
        this.regionFrom = query.region() == null ? 0 : query.region();
        this.regionTo = query.region() == null
                ? Long.MAX_VALUE
                : query.region() + query.depth().span();
        this.channel = query.channel() == null ? ANY : query.channel().code();
        this.rowDepth = rowDepth;
        for (JournalEntry entry : view.entries()) {
            add(entry);
        }
    }

    Sums sums() {
        return sums;
    }

    /** The key of a row as it is in SQL: a text, a number, or null where there is none. */
    Object key(long packed) {
        if (!query.hasKeys()) {
            return null;
        }
        return query.hasTextKeys() ? texts.get((int) packed) : (Object) packed;
    }

    private void add(JournalEntry entry) {
        int agency = query.agency() == null ? ANY : entry.numberOf(query.agency());
        int matter = query.matter() == null ? ANY : entry.numberOf(query.matter());
        if (agency == -1 || matter == -1) {
            return;
        }
        if (query.by() == By.OPTION) {
            addOptions(entry, agency);
            return;
        }
        int[] textOfCode = new int[isByCode() ? entry.codes() + 1 : 0];
        for (int i = 0; i < entry.size(); i++) {
            if (isSelected(entry, i)
                    && (agency == ANY || entry.agency(i) == agency)
                    && (matter == ANY || entry.matter(i) == matter)) {
                sums.add(key(entry, i, textOfCode), entry.slot(i), entry.change(i));
            }
        }
    }

    private void addOptions(JournalEntry entry, int agency) {
        for (int option = 0; option < entry.options(); option++) {
            int i = entry.changeOfOption(option);
            if (isSelected(entry, i) && (agency == ANY || entry.agency(i) == agency)) {
                sums.add(entry.option(option), entry.slot(i), entry.change(i));
            }
        }
    }

    private boolean isByCode() {
        return query.by() == By.AGENCY || query.by() == By.MATTER;
    }

    private boolean isSelected(JournalEntry entry, int i) {
        return entry.minute(i) >= fromMinute
                && entry.minute(i) < toMinute
                && entry.region(i) >= regionFrom
                && entry.region(i) < regionTo
                && (channel == ANY || entry.channel(i) == channel);
    }

    private long key(JournalEntry entry, int i, int[] textOfCode) {
        if (!query.hasKeys()) {
            return 0;
        }
        return switch (query.by()) {
            case LEVEL, ORIGIN, OPTION -> 0;
            case CHANNEL -> text(Channel.of(entry.channel(i)).name());
            case REGION -> rowDepth.cut(entry.region(i));
            case AGENCY -> text(entry, entry.agency(i), textOfCode);
            case MATTER -> text(entry, entry.matter(i), textOfCode);
            case MINUTE -> entry.minute(i);
            case HOUR -> Shanghai.hourOf(entry.minute(i));
            case DAY -> Shanghai.dayOf(entry.minute(i));
            case MONTH -> Shanghai.monthOf(Shanghai.dayOf(entry.minute(i)));
        };
    }

    /** Each code of an entry is looked up once. */
    private int text(JournalEntry entry, int code, int[] textOfCode) {
        if (textOfCode[code] == 0) {
            textOfCode[code] = 1 + text(code == 0 ? null : entry.code(code));
        }
        return textOfCode[code] - 1;
    }

    private int text(String text) {
        Integer known = numbers.putIfAbsent(text, texts.size());
        if (known == null) {
            texts.add(text);
            return texts.size() - 1;
        }
        return known;
    }
}
