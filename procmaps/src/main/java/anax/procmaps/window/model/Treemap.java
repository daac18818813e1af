package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A memory as rectangles in rectangles, without what is no memory: uses, in them names, in them regions, each as
/// large as what it has of a measure.
///
/// Owner: nobody; a value. Of the regions of one name at most [#MOST_REGIONS] have tiles of their own; the smallest
/// of the others are one tile together.
///
/// @param tiles those that lie in others behind those that they lie in
public record Treemap(List<Tile> tiles) {
    /// How many regions of one name have tiles of their own.
    public static final int MOST_REGIONS = 1_000;

    /// How high the line is that a use is written in.
    public static final int HEAD = 18;

    private static final double LEAST_HEADED = 48;
    private static final double LEAST_CUT = 30;

    /// Takes a copy.
    public Treemap {
        tiles = List.copyOf(tiles);
    }

    /// Lays a memory out.
    public static Treemap of(ProcessMemory memory, Measure measure, Box whole) {
        return new Layout(memory, measure).map(whole);
    }

    /// Whether the tile of a use has room for a line that names it.
    public static boolean isHeaded(Box box) {
        return Math.min(box.width(), box.height()) >= LEAST_HEADED;
    }

    /// The innermost tile at a point; null if there is none.
    public Tile at(double x, double y) {
        Tile found = null;
        for (Tile tile : tiles) {
            found = tile.box().contains(x, y) ? tile : found;
        }
        return found;
    }

    /// Some regions and what they have together. Owner: the layout.
    private static final class Sum {
        private final String name;
        private final List<Integer> regions = new ArrayList<>();
        private long bytes;

        Sum(String name) {
            this.name = name;
        }

        void add(int region, long more) {
            regions.add(region);
            bytes += more;
        }
    }

    /// Owner: one call.
    private static final class Layout {
        private final ProcessMemory memory;
        private final long[] bytes;
        private final List<Tile> tiles = new ArrayList<>();

        Layout(ProcessMemory memory, Measure measure) {
            this.memory = memory;
            this.bytes = measure.of(memory);
        }

        Treemap map(Box whole) {
            Map<Category, Map<Integer, Sum>> names = new EnumMap<>(Category.class);
            Map<Category, Sum> uses = new EnumMap<>(Category.class);
            for (int i = 0; i < bytes.length; i++) {
                Category category = memory.classes().category(i);
                if (bytes[i] > 0 && Measure.isMemory(category)) {
                    String name = memory.map().name(i);
                    uses.computeIfAbsent(category, _ -> new Sum("")).add(i, bytes[i]);
                    names.computeIfAbsent(category, _ -> new HashMap<>())
                            .computeIfAbsent(memory.map().nameNumber(i), _ -> new Sum(name))
                            .add(i, bytes[i]);
                }
            }
            List<Category> order = new ArrayList<>(uses.keySet());
            order.sort((a, b) -> Long.compare(uses.get(b).bytes, uses.get(a).bytes));
            List<Box> boxes = Squares.cut(
                    order.stream().mapToDouble(use -> uses.get(use).bytes).toArray(), whole);
            for (int i = 0; i < order.size(); i++) {
                Category category = order.get(i);
                Sum use = uses.get(category);
                Box box = boxes.get(i);
                tiles.add(new Tile(Tile.Level.CATEGORY, box, category, "", -1, use.regions.size(), use.bytes));
                boolean headed = isHeaded(box);
                cutNames(category, names.get(category), box.inside(headed ? 2 : 0, headed ? HEAD : 0));
            }
            return new Treemap(tiles);
        }

        private void cutNames(Category category, Map<Integer, Sum> names, Box box) {
            List<Sum> order = new ArrayList<>(names.values());
            order.sort((a, b) -> Long.compare(b.bytes, a.bytes));
            List<Box> boxes =
                    Squares.cut(order.stream().mapToDouble(name -> name.bytes).toArray(), box);
            for (int i = 0; i < order.size(); i++) {
                Sum name = order.get(i);
                tiles.add(new Tile(
                        Tile.Level.NAME, boxes.get(i), category, name.name, -1, name.regions.size(), name.bytes));
                if (boxes.get(i).area() >= LEAST_CUT) {
                    cutRegions(category, name, boxes.get(i));
                }
            }
        }

        private void cutRegions(Category category, Sum name, Box box) {
            List<Integer> order = new ArrayList<>(name.regions);
            order.sort((a, b) -> Long.compare(bytes[b], bytes[a]));
            int own = Math.min(order.size(), MOST_REGIONS);
            long others = name.bytes;
            double[] weights = new double[order.size() > own ? own + 1 : own];
            for (int i = 0; i < own; i++) {
                weights[i] = bytes[order.get(i)];
                others -= bytes[order.get(i)];
            }
            if (weights.length > own) {
                weights[own] = others;
            }
            List<Box> boxes = Squares.cut(weights, box);
            for (int i = 0; i < own; i++) {
                int region = order.get(i);
                tiles.add(new Tile(Tile.Level.REGION, boxes.get(i), category, name.name, region, 1, bytes[region]));
            }
            if (weights.length > own) {
                tiles.add(new Tile(
                        Tile.Level.REGION, boxes.get(own), category, name.name, -1, order.size() - own, others));
            }
        }
    }
}
