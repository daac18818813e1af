package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.show.Words;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The address space as one line of text, the lowest address left: regions that touch are one block, as wide as the
/// logarithm of its size, cut among its uses; what is free between blocks is a dot, however large. So 128 TiB of
/// nothing hide no page.
///
/// Owner: one call.
final class SpaceBar {
    private final PrintStream out;
    private final Words words;
    private final Palette palette;
    private final int columns;

    private record Block(int from, int to) {}

    SpaceBar(PrintStream out, Words words, Palette palette, int columns) {
        this.out = out;
        this.words = words;
        this.palette = palette;
        this.columns = columns;
    }

    void write(ProcessMemory memory) {
        MapsSnapshot map = memory.map().normalised();
        if (map != memory.map() || map.count() == 0) {
            return;
        }
        List<Block> blocks = blocks(map);
        double total = 0;
        for (Block block : blocks) {
            total += weight(map, block.from, block.to);
        }
        int gaps = blocks.size() - 1;
        boolean dots = gaps < columns / 2;
        double scale = Math.max(1, columns - (dots ? gaps : 0)) / total;
        Map<Category, Character> legend = new EnumMap<>(Category.class);
        var bar = new StringBuilder();
        double place = 0;
        for (Block block : blocks) {
            if (dots && block.from > 0) {
                bar.append(palette.faint("."));
            }
            double end = place + weight(map, block.from, block.to) * scale;
            draw(memory, block, (int) Math.round(end) - (int) Math.round(place), legend, bar);
            place = end;
        }
        out.println(bar);
        writeLegend(legend);
    }

    private void writeLegend(Map<Category, Character> legend) {
        var line = new StringBuilder();
        for (Map.Entry<Category, Character> entry : legend.entrySet()) {
            String text = entry.getValue() + " " + words.use(entry.getKey());
            line.append(line.isEmpty() ? "" : "  ").append(palette.of(entry.getKey(), text));
        }
        out.println(line);
    }

    /// Draws a block in so many columns: each shows the use that most of its bytes have.
    private void draw(
            ProcessMemory memory, Block block, int width, Map<Category, Character> legend, StringBuilder bar) {
        double bytes = bytes(memory.map(), block.from, block.to);
        for (int column = 0; column < width; column++) {
            double wanted = bytes * (column + 0.5) / width;
            int region = block.from;
            double reached = bytes(memory.map(), region, region + 1);
            while (reached < wanted && region < block.to - 1) {
                region++;
                reached += bytes(memory.map(), region, region + 1);
            }
            Category category = memory.classes().category(region);
            char letter = legend.computeIfAbsent(category, _ -> letter(category));
            bar.append(palette.of(category, String.valueOf(letter)));
        }
    }

    private static char letter(Category category) {
        return switch (category) {
            case PROGRAM_TEXT -> 'P';
            case PROGRAM_DATA -> 'p';
            case LIBRARY_TEXT -> 'L';
            case LIBRARY_DATA -> 'l';
            case FILE_TEXT -> 'F';
            case FILE_DATA -> 'f';
            case HEAP -> 'H';
            case STACK -> 'S';
            case THREAD_STACK -> 's';
            case ANONYMOUS -> 'a';
            case NAMED_ANONYMOUS -> 'n';
            case SHARED_ANONYMOUS -> 'm';
            case GUARD -> '|';
            case RESERVED -> '-';
            case DEVICE -> 'd';
            case SYSTEM_CALLS -> 'K';
            case KERNEL_VARIABLES -> 'k';
            case JAVA_HEAP -> 'J';
            case JAVA_CODE -> 'C';
            case JAVA_CLASSES -> 'c';
            case JAVA_TABLES -> 't';
            case SPECIAL -> '?';
        };
    }

    private static List<Block> blocks(MapsSnapshot map) {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= map.count(); i++) {
            if (i == map.count() || map.start(i) != map.end(i - 1)) {
                blocks.add(new Block(from, i));
                from = i;
            }
        }
        return blocks;
    }

    private static double weight(MapsSnapshot map, int from, int to) {
        return Math.max(1, Math.log(bytes(map, from, to)) / Math.log(2) - 10);
    }

    private static double bytes(MapsSnapshot map, int from, int to) {
        double bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += map.size(i);
        }
        return bytes;
    }
}
