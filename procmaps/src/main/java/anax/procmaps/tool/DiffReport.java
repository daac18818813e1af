package anax.procmaps.tool;

import anax.procmaps.diff.Change;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.maps.Permissions;
import anax.procmaps.maps.Region;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import java.io.PrintStream;
import java.util.List;

/// What changed, as a table for people: a mark, the range, the size with what it was before, rights, and the name.
///
/// Owner: one call.
final class DiffReport {
    private final PrintStream out;
    private final Words words;
    private final Palette palette;

    DiffReport(PrintStream out, Words words, Palette palette) {
        this.out = out;
        this.words = words;
        this.palette = palette;
    }

    void write(MapsDiff diff) {
        List<Change> differences = diff.differences();
        if (differences.isEmpty()) {
            out.println(words.get("diff.none"));
            return;
        }
        TextTable table = new TextTable();
        table.column(words.get("column.change"), false);
        table.column(words.get("column.start"), true);
        table.column(words.get("column.end"), true);
        table.column(words.get("column.size"), true);
        table.column(words.get("column.before"), true);
        table.column(words.get("column.rights"), false);
        table.column(words.get("column.mapping"), false);
        long growth = 0;
        for (Change change : differences) {
            Region region = change.region();
            table.row();
            String kind = sign(change.kind()) + " " + words.change(change.kind());
            table.cell(kind, change.kind() == Change.Kind.GONE ? palette.faint(kind) : palette.bold(kind));
            table.cell(Long.toHexString(region.start()));
            table.cell(Long.toHexString(region.end()));
            table.cell(change.after().map(is -> ByteSize.text(is.size())).orElse("-"));
            table.cell(change.before().map(was -> ByteSize.text(was.size())).orElse("-"));
            table.cell(rights(change));
            table.cell(Printable.of(region.name()));
            growth += change.growth();
        }
        table.write(out::println, palette);
        out.println(
                words.get("diff.sum", differences.size(), (growth < 0 ? "-" : "+") + ByteSize.text(Math.abs(growth))));
    }

    private static char sign(Change.Kind kind) {
        return switch (kind) {
            case SAME -> ' ';
            case NEW -> '+';
            case GONE -> '-';
            case GROWN -> '>';
            case SHRUNK -> '<';
            case CHANGED -> '~';
        };
    }

    private static String rights(Change change) {
        String is = text(change.region());
        String was = change.before().map(DiffReport::text).orElse(is);
        return was.equals(is) ? is : was + " > " + is;
    }

    private static String text(Region region) {
        return Permissions.text(region.permissions());
    }
}
