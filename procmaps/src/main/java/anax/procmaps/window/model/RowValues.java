package anax.procmaps.window.model;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import anax.procmaps.maps.Region;
import anax.procmaps.show.MappingName;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.SmapsSnapshot;
import anax.procmaps.space.Gap;
import anax.procmaps.text.ByteSize;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What stands in each cell of a snapshot's rows, as a number to sort by and as a text to read.
///
/// Owner: nobody; immutable. Texts are made when they are asked for, which is for the rows that can be seen.
@SuppressWarnings("EnumOrdinal") // places of keys are indexed by it, within one run of the program
public final class RowValues {
    private static final long KIB = 1024;
    private static final String NOTHING = "";

    private final Words words;
    private final Snapshot snapshot;
    private final Marks marks;
    private final MapsSnapshot map;
    private final SmapsSnapshot pages;
    private final int[] pagesColumns = new int[Column.values().length];

    /// @param marks what became of the snapshot's regions
    public RowValues(Words words, Snapshot snapshot, Marks marks) {
        this.words = words;
        this.snapshot = snapshot;
        this.marks = marks;
        this.map = snapshot.memory().map();
        this.pages = snapshot.memory().pages().orElse(null);
        for (Column column : Column.values()) {
            pagesColumns[column.ordinal()] = pages == null ? -1 : pages.column(column.pagesKey());
        }
    }

    /// The first address.
    public long start(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> map.start(mapped.region());
            case Row.Unused unused -> unused.gap().start();
            case Row.Grouped grouped -> map.start(grouped.group().region(0));
            case Row.Gone gone -> gone.region().start();
        };
    }

    /// The address behind the last; 0 for 2^64.
    public long end(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> map.end(mapped.region());
            case Row.Unused unused -> unused.gap().end();
            case Row.Grouped grouped ->
                map.end(grouped.group().region(grouped.group().count() - 1));
            case Row.Gone gone -> gone.region().end();
        };
    }

    /// How many bytes; of a group the sum of its regions.
    public long size(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> map.size(mapped.region());
            case Row.Unused unused -> unused.gap().size();
            case Row.Grouped grouped -> {
                long sum = 0;
                for (int i = 0; i < grouped.group().count(); i++) {
                    sum += map.size(grouped.group().region(i));
                }
                yield sum;
            }
            case Row.Gone gone -> gone.region().size();
        };
    }

    /// The use of a row of regions that are there; empty for all else.
    public Optional<Category> category(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> Optional.of(snapshot.memory().classes().category(mapped.region()));
            case Row.Grouped grouped -> Optional.of(grouped.group().category());
            case Row.Unused _, Row.Gone _ -> Optional.empty();
        };
    }

    /// What became of it.
    public Change.Kind change(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> mapped.change();
            case Row.Grouped grouped -> RowList.changeOf(grouped.group(), marks);
            case Row.Unused _ -> Change.Kind.SAME;
            case Row.Gone _ -> Change.Kind.GONE;
        };
    }

    /// Whether code can be written and executed in the same place.
    public boolean isWritableAndExecutable(Row row) {
        int both = Permissions.WRITE | Permissions.EXECUTE;
        return row instanceof Row.Mapped mapped && (map.permissions(mapped.region()) & both) == both;
    }

    /// The text of a cell; empty where there is nothing to say.
    public String text(Row row, Column column) {
        return switch (column) {
            case CHANGE ->
                change(row) == Change.Kind.SAME ? NOTHING : sign(change(row)) + " " + words.change(change(row));
            case USE -> use(row);
            case START -> Long.toHexString(start(row));
            case END -> end(row) == 0 && size(row) != 0 ? "10000000000000000" : Long.toHexString(end(row));
            case SIZE -> ByteSize.text(size(row));
            case PAGES -> isOfNoProcess(row) ? NOTHING : Long.toUnsignedString(pageCount(row));
            case RSS, PSS, DIRTY, SWAP -> {
                long kib = kib(row, column);
                yield kib < 0 ? NOTHING : ByteSize.text(kib * KIB);
            }
            case MAPPING -> mapping(row);
            default -> ofOneRegion(row, column);
        };
    }

    private String ofOneRegion(Row row, Column column) {
        Region region = region(row);
        if (region == null) {
            return NOTHING;
        }
        return switch (column) {
            case RIGHTS -> Permissions.text(region.permissions());
            case OFFSET -> Long.toHexString(region.offset());
            case DEVICE -> Integer.toHexString(region.major()) + ":" + Integer.toHexString(region.minor());
            case INODE -> Long.toUnsignedString(region.inode());
            case FLAGS -> pages == null || row instanceof Row.Gone ? NOTHING : pages.flagLine(region.index());
            case WHY ->
                row instanceof Row.Gone
                        ? NOTHING
                        : Printable.of(words.why(snapshot.memory().classes(), region.index()));
            default -> throw new IllegalArgumentException(column + " is not of one region; ask text for it");
        };
    }

    private Region region(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> map.region(mapped.region());
            case Row.Gone gone -> gone.region();
            case Row.Unused _, Row.Grouped _ -> null;
        };
    }

    /// A sign before the word, for those who cannot tell the colours apart.
    public static char sign(Change.Kind kind) {
        return switch (kind) {
            case SAME -> ' ';
            case NEW -> '+';
            case GONE -> '\u2212';
            case GROWN -> '\u25b2';
            case SHRUNK -> '\u25bc';
            case CHANGED -> '~';
        };
    }

    private String use(Row row) {
        return switch (row) {
            case Row.Unused unused -> words.use(unused.gap().kind());
            case Row.Gone _ -> NOTHING;
            case Row.Mapped _, Row.Grouped _ -> words.use(category(row).orElseThrow());
        };
    }

    private String mapping(Row row) {
        return switch (row) {
            case Row.Mapped mapped -> MappingName.of(map, snapshot.memory().classes(), mapped.region());
            case Row.Unused _ -> NOTHING;
            case Row.Gone gone -> Printable.of(gone.region().name());
            case Row.Grouped grouped -> {
                Group group = grouped.group();
                String name = Printable.of(group.name());
                yield words.get("group." + group.kind(), name.isEmpty() ? use(row) : name, group.count());
            }
        };
    }

    /// Whether no process can ever have pages there: in the hole, or in the kernel's half.
    private static boolean isOfNoProcess(Row row) {
        return row instanceof Row.Unused unused && unused.gap().kind() != Gap.Kind.FREE;
    }

    private long pageCount(Row row) {
        return Long.divideUnsigned(size(row), snapshot.memory().pageSize());
    }

    /// KiB out of smaps; -1 if unknown.
    private long kib(Row row, Column column) {
        int place = pagesColumns[column.ordinal()];
        if (place < 0) {
            return -1;
        }
        return switch (row) {
            case Row.Mapped mapped -> pages.value(mapped.region(), place);
            case Row.Grouped grouped -> {
                long sum = 0;
                for (int i = 0; i < grouped.group().count(); i++) {
                    sum += Math.max(0, pages.value(grouped.group().region(i), place));
                }
                yield sum;
            }
            case Row.Unused _, Row.Gone _ -> -1;
        };
    }

    /// The order of a column, ascending.
    public Comparator<Row> order(Column column) {
        return switch (column) {
            case START -> (a, b) -> Long.compareUnsigned(start(a), start(b));
            case END -> (a, b) -> Long.compareUnsigned(end(a) - 1, end(b) - 1);
            case SIZE, PAGES -> (a, b) -> Long.compareUnsigned(size(a), size(b));
            case RSS, PSS, DIRTY, SWAP -> Comparator.comparingLong(row -> kib(row, column));
            case OFFSET -> byRegion(Region::offset);
            case INODE -> byRegion(Region::inode);
            case CHANGE -> Comparator.comparing(this::change);
            default -> Comparator.comparing(row -> text(row, column));
        };
    }

    private Comparator<Row> byRegion(ToLongFunction<Region> field) {
        return (a, b) -> {
            Region one = region(a);
            Region other = region(b);
            return Long.compareUnsigned(
                    one == null ? 0 : field.applyAsLong(one), other == null ? 0 : field.applyAsLong(other));
        };
    }
}
