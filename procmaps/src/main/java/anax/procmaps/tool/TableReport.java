package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import anax.procmaps.show.MappingName;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.SmapsSnapshot;
import anax.procmaps.space.Gap;
import anax.procmaps.space.Gaps;
import anax.procmaps.text.ByteSize;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table for people, and the totals under it.
///
/// Owner: one call.
final class TableReport {
    private static final int KIB = 1024;
    private static final String[] PAGE_KEYS = {"Rss", "Pss", "Private_Dirty", "Swap"};

    private final PrintStream out;
    private final Words words;
    private final Palette palette;
    private final Set<Column> columns;

    /// Columns that are shown only when asked for.
    enum Column {
        /// Pages, offset, device and inode.
        WIDE,
        /// Why a region is what it is.
        WHY
    }

    TableReport(PrintStream out, Words words, Palette palette, Set<Column> columns) {
        this.out = out;
        this.words = words;
        this.palette = palette;
        this.columns = columns;
    }

    void write(ProcessMemory memory, View view) {
        TextTable table = new TextTable();
        table.column(words.get("column.use"), false);
        table.column(words.get("column.start"), true);
        table.column(words.get("column.end"), true);
        table.column(words.get("column.size"), true);
        if (memory.pages().isPresent()) {
            for (String key : PAGE_KEYS) {
                table.column(words.get("column." + key), true);
            }
        }
        if (columns.contains(Column.WIDE)) {
            table.column(words.get("column.pages"), true);
            table.column(words.get("column.offset"), true);
            table.column(words.get("column.device"), false);
            table.column(words.get("column.inode"), true);
        }
        table.column(words.get("column.rights"), false);
        if (columns.contains(Column.WHY)) {
            table.column(words.get("column.why"), false);
        }
        table.column(words.get("column.mapping"), false);
        for (View.Line line : view.lines(memory)) {
            table.row();
            if (line.isGap()) {
                addGap(table, memory, line.gap());
            } else {
                addRegion(table, memory, line.region());
            }
        }
        table.write(out::println, palette);
        writeSum(memory, view);
    }

    private void addRegion(TextTable table, ProcessMemory memory, int region) {
        MapsSnapshot map = memory.map();
        Category category = memory.classes().category(region);
        String use = words.use(category);
        table.cell(use, palette.of(category, use));
        table.cell(hex(map.start(region)));
        table.cell(hex(map.end(region)));
        table.cell(ByteSize.text(map.size(region)));
        memory.pages().ifPresent(pages -> {
            for (String key : PAGE_KEYS) {
                long kib = pages.value(region, key);
                table.cell(kib < 0 ? "-" : ByteSize.text(kib * KIB));
            }
        });
        if (columns.contains(Column.WIDE)) {
            table.cell(Long.toUnsignedString(Long.divideUnsigned(map.size(region), memory.pageSize())));
            table.cell(hex(map.offset(region)));
            table.cell(Integer.toHexString(map.major(region)) + ":" + Integer.toHexString(map.minor(region)));
            table.cell(Long.toUnsignedString(map.inode(region)));
        }
        int permissions = map.permissions(region);
        String rights = Permissions.text(permissions);
        int writeAndExecute = Permissions.WRITE | Permissions.EXECUTE;
        table.cell(rights, (permissions & writeAndExecute) == writeAndExecute ? palette.warning(rights) : rights);
        if (columns.contains(Column.WHY)) {
            table.cell(Printable.of(words.why(memory.classes(), region)));
        }
        table.cell(MappingName.of(memory.map(), memory.classes(), region));
    }

    private void addGap(TextTable table, ProcessMemory memory, Gap gap) {
        String use = words.use(gap.kind());
        table.cell(use, palette.faint(use));
        table.cell(hex(gap.start()));
        table.cell(gap.end() == 0 ? "10000000000000000" : hex(gap.end()));
        table.cell(ByteSize.text(gap.size()));
        if (memory.pages().isPresent()) {
            addEmpty(table, PAGE_KEYS.length);
        }
        if (columns.contains(Column.WIDE)) {
            table.cell(Long.toUnsignedString(Long.divideUnsigned(gap.size(), memory.pageSize())));
            addEmpty(table, 3);
        }
        addEmpty(table, columns.contains(Column.WHY) ? 3 : 2);
    }

    private static void addEmpty(TextTable table, int cells) {
        for (int i = 0; i < cells; i++) {
            table.cell("");
        }
    }

    private void writeSum(ProcessMemory memory, View view) {
        MapsSnapshot map = memory.map();
        long bytes = 0;
        int count = 0;
        for (int i = 0; i < map.count(); i++) {
            if (view.takes(memory, i)) {
                bytes += map.size(i);
                count++;
            }
        }
        out.println(
                words.get("sum", count, map.count(), ByteSize.text(bytes), ByteSize.text(Gaps.free(memory.gaps()))));
    }

    /// The sums for each use, the largest first.
    void writeTotals(ProcessMemory memory, View view) {
        Map<Category, Sum> sums = new EnumMap<>(Category.class);
        for (int i = 0; i < memory.map().count(); i++) {
            if (view.takes(memory, i)) {
                sums.computeIfAbsent(memory.classes().category(i), _ -> new Sum())
                        .add(memory, i);
            }
        }
        TextTable table = new TextTable();
        table.column(words.get("column.use"), false);
        table.column(words.get("column.regions"), true);
        table.column(words.get("column.size"), true);
        if (memory.pages().isPresent()) {
            for (String key : PAGE_KEYS) {
                table.column(words.get("column." + key), true);
            }
        }
        var all = new Sum();
        List<Map.Entry<Category, Sum>> entries = new ArrayList<>(sums.entrySet());
        entries.sort((a, b) -> Long.compareUnsigned(b.getValue().size, a.getValue().size));
        for (Map.Entry<Category, Sum> entry : entries) {
            String use = words.use(entry.getKey());
            addSum(table, use, palette.of(entry.getKey(), use), entry.getValue(), memory);
            all.add(entry.getValue());
        }
        String total = words.get("total");
        addSum(table, total, palette.bold(total), all, memory);
        table.write(out::println, palette);
        out.println(words.get("free", ByteSize.text(Gaps.free(memory.gaps()))));
    }

    private static void addSum(TextTable table, String use, String painted, Sum sum, ProcessMemory memory) {
        table.row();
        table.cell(use, painted);
        table.cell(Integer.toString(sum.regions));
        table.cell(ByteSize.text(sum.size));
        if (memory.pages().isPresent()) {
            for (long kib : sum.pages) {
                table.cell(ByteSize.text(kib * KIB));
            }
        }
    }

    private static String hex(long address) {
        return Long.toHexString(address);
    }

    /// The sums of one use. Owner: the report.
    private static final class Sum {
        private int regions;
        private long size;
        private final long[] pages = new long[PAGE_KEYS.length];

        private void add(ProcessMemory memory, int region) {
            regions++;
            size += memory.map().size(region);
            SmapsSnapshot smaps = memory.pages().orElse(null);
            for (int i = 0; smaps != null && i < pages.length; i++) {
                pages[i] += Math.max(0, smaps.value(region, PAGE_KEYS[i]));
            }
        }

        private void add(Sum other) {
            regions += other.regions;
            size += other.size;
            for (int i = 0; i < pages.length; i++) {
                pages[i] += other.pages[i];
            }
        }
    }
}
