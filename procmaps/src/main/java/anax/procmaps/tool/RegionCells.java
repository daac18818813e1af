package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.show.Words;
import anax.procmaps.tool.Sheet.Cell;
import java.util.ArrayList;
import java.util.List;

/// The first cells of a row, which tell what region it is of.
///
/// Owner: nobody; stateless. Allocates the cells.
final class RegionCells {
    private RegionCells() {}

    static void addColumns(Sheet sheet) {
        sheet.column("use", "use", false);
        sheet.column("start", "start", true);
        sheet.column("end", "end", true);
    }

    static List<Cell> of(ProcessMemory memory, int region, Words words, Palette palette) {
        Category category = memory.classes().category(region);
        String use = words.use(category);
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(use, palette.of(category, use), category.name(), JsonReport.quoted(category.name())));
        cells.add(Cell.address(memory.map().start(region)));
        cells.add(Cell.address(memory.map().end(region)));
        return cells;
    }

    /// As many, for the row of sums.
    static List<Cell> ofTotal(Words words, Palette palette) {
        String total = words.get("total");
        return new ArrayList<>(List.of(new Cell(total, palette.bold(total), "", null), Cell.BLANK, Cell.BLANK));
    }
}
