package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.NumaMaps;
import anax.procmaps.smaps.NumaRegion;
import anax.procmaps.text.ByteSize;
import anax.procmaps.tool.Sheet.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// On which memory nodes the pages of a process lie, region by region, and together.
///
/// Owner: one call.
final class NodeSheet {
    private static final int KIB = 1024;
    private static final String PAGE_SIZE = "kernelpagesize_kB";

    private NodeSheet() {}

    static Sheet of(ProcessMemory memory, View view, NumaMaps numa, Words words, Palette palette) {
        Map<Long, NumaRegion> byStart = new HashMap<>();
        numa.regions().forEach(region -> byStart.put(region.start(), region));
        Sheet sheet = new Sheet("nodes");
        RegionCells.addColumns(sheet);
        sheet.column("policy", "policy", false);
        sheet.column("nodesKib", "nodes", false);
        sheet.column("other", "other", false);
        sheet.column("name", "mapping", false);
        Map<Integer, Long> sums = new TreeMap<>();
        for (View.Line line : view.lines(memory)) {
            List<Cell> row = RegionCells.of(memory, line.region(), words, palette);
            NumaRegion told = byStart.get(memory.map().start(line.region()));
            if (told == null) { // as of what is not made of pages
                row.addAll(List.of(Cell.UNKNOWN, Cell.UNKNOWN, Cell.UNKNOWN));
            } else {
                Map<Integer, Long> nodes = kib(told, memory.pageSize());
                nodes.forEach((node, size) -> sums.merge(node, size, Long::sum));
                row.addAll(List.of(Cell.text(told.policy()), nodes(nodes), other(told)));
            }
            row.add(Cell.text(memory.map().name(line.region())));
            sheet.row(row);
        }
        List<Cell> total = RegionCells.ofTotal(words, palette);
        total.addAll(List.of(Cell.BLANK, nodes(sums), Cell.BLANK, Cell.BLANK));
        sheet.total(total);
        return sheet;
    }

    /// Pages have the size that the kernel gives them in this region.
    private static Map<Integer, Long> kib(NumaRegion region, int usualPage) {
        long page = region.values().getOrDefault(PAGE_SIZE, (long) usualPage / KIB);
        Map<Integer, Long> sizes = new TreeMap<>();
        region.pages().forEach((node, pages) -> sizes.put(node, pages * page));
        return sizes;
    }

    private static Cell nodes(Map<Integer, Long> kib) {
        String shown = joined(kib, size -> ByteSize.text(size * KIB));
        String json = kib.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return new Cell(shown, shown, joined(kib, Long::toString), json);
    }

    private static String joined(Map<Integer, Long> kib, LongFunction<String> size) {
        return kib.entrySet().stream()
                .map(each -> "N" + each.getKey() + "=" + size.apply(each.getValue()))
                .collect(Collectors.joining(" "));
    }

    /// What else the kernel says of a region, in its own words.
    private static Cell other(NumaRegion region) {
        Map<String, String> words = new TreeMap<>();
        Map<String, String> json = new TreeMap<>();
        region.marks().forEach(mark -> {
            words.put(mark, mark);
            json.put(mark, "true");
        });
        region.values().forEach((key, value) -> {
            words.put(key, key + "=" + value);
            json.put(key, Long.toString(value));
        });
        region.words().forEach((key, value) -> {
            words.put(key, key + "=" + value);
            json.put(key, JsonReport.quoted(value));
        });
        String shown = Printable.of(String.join(" ", words.values()));
        String object = json.entrySet().stream()
                .map(each -> JsonReport.quoted(each.getKey()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return new Cell(shown, shown, String.join(" ", words.values()), object);
    }
}
