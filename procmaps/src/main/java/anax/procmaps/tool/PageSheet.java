package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.live.PageTotals;
import anax.procmaps.live.Pagemap;
import anax.procmaps.show.Words;
import anax.procmaps.tool.Sheet.Cell;
import java.io.IOException;
import java.util.List;

/// In which state the pages of a process are, region by region, and together.
///
/// Owner: one call. Blocks while the kernel walks the page tables. At the bound of [#MOST_PAGES] the rest of a region
/// is told as unread.
final class PageSheet {
    /// So many pages of each region are looked at: 16 GiB in usual ones, in some tenths of a second.
    static final long MOST_PAGES = 1L << 22;

    private static final List<String> STATES =
            List.of("pages", "present", "swapped", "shared", "exclusive", "softDirty", "unread");

    private PageSheet() {}

    static Sheet of(ProcessMemory memory, View view, Pagemap pagemap, Words words, Palette palette) throws IOException {
        Sheet sheet = new Sheet("pages");
        RegionCells.addColumns(sheet);
        STATES.forEach(state -> sheet.column(state, state, true));
        sheet.column("name", "mapping", false);
        PageTotals sums = PageTotals.NONE;
        for (View.Line line : view.lines(memory)) {
            PageTotals totals = pagemap.of(memory.map(), line.region(), MOST_PAGES);
            sums = sums.plus(totals);
            List<Cell> row = RegionCells.of(memory, line.region(), words, palette);
            addStates(row, totals);
            row.add(Cell.text(memory.map().name(line.region())));
            sheet.row(row);
        }
        List<Cell> total = RegionCells.ofTotal(words, palette);
        addStates(total, sums);
        total.add(Cell.BLANK);
        sheet.total(total);
        return sheet;
    }

    private static void addStates(List<Cell> row, PageTotals totals) {
        row.add(Cell.number(totals.pages() + totals.unread()));
        row.add(Cell.number(totals.present()));
        row.add(Cell.number(totals.swapped()));
        row.add(Cell.number(totals.fileOrShared()));
        row.add(Cell.number(totals.exclusive()));
        row.add(Cell.number(totals.softDirty()));
        row.add(Cell.number(totals.unread()));
    }
}
