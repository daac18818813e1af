package anax.procmaps.live;

import anax.procmaps.maps.MapsSnapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts pages by their state from `/proc/PID/pagemap`: eight octets for each page of the address space.
///
/// Owner: one thread; holds one descriptor. Allocates one buffer. Blocks while the kernel walks the page tables. At
/// the bound the rest of a region is counted as unread: a terabyte that is only set aside has 2 GB of entries.
public final class Pagemap implements Closeable {
    private static final int ENTRY = 8;
    private static final int ENTRIES_AT_ONCE = 8192;

    // Documentation/admin-guide/mm/pagemap.rst
    private static final long SOFT_DIRTY = 1L << 55;
    private static final long EXCLUSIVE = 1L << 56;
    private static final long FILE_OR_SHARED = 1L << 61;
    private static final long SWAPPED = 1L << 62;
    private static final long PRESENT = 1L << 63;

    private final SeekableByteChannel channel;
    private final int pageSize;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(ENTRIES_AT_ONCE * ENTRY).order(ByteOrder.nativeOrder());

    /// Opens a process's page states.
    ///
    /// @param pageSize how many bytes a page has, from [AuxiliaryVector]
    /// @throws IOException if there is no such process or this user may not read it
    public Pagemap(long pid, int pageSize) throws IOException {
        this(Files.newByteChannel(Path.of("/proc", Long.toString(pid), "pagemap")), pageSize);
    }

    Pagemap(SeekableByteChannel channel, int pageSize) {
        this.channel = channel;
        this.pageSize = pageSize;
    }

    /// Counts the pages of a region, at most so many.
    public PageTotals of(MapsSnapshot map, int region, long mostPages) throws IOException {
        long first = Long.divideUnsigned(map.start(region), pageSize);
        long pages = Long.divideUnsigned(map.size(region), pageSize);
        // What lies in the kernel's half, as [vsyscall] does, has no entries.
        if (map.start(region) < 0) {
            return new PageTotals(0, 0, 0, 0, 0, 0, pages);
        }
        long wanted = Math.min(pages, mostPages);
        channel.position(first * ENTRY);
        PageTotals totals = PageTotals.NONE;
        while (totals.pages() < wanted) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), (wanted - totals.pages()) * ENTRY));
            if (channel.read(buffer) < ENTRY) {
                break;
            }
            totals = totals.plus(count());
        }
        return totals.plus(new PageTotals(0, 0, 0, 0, 0, 0, pages - totals.pages()));
    }

    /// Counts the pages of all regions, at most so many of each.
    public PageTotals of(MapsSnapshot map, long mostPagesOfEach) throws IOException {
        PageTotals totals = PageTotals.NONE;
        for (int i = 0; i < map.count(); i++) {
            totals = totals.plus(of(map, i, mostPagesOfEach));
        }
        return totals;
    }

    private PageTotals count() {
        int entries = buffer.position() / ENTRY;
        long present = 0;
        long swapped = 0;
        long shared = 0;
        long exclusive = 0;
        long dirty = 0;
        for (int i = 0; i < entries; i++) {
            long entry = buffer.getLong(i * ENTRY);
            boolean isPresent = (entry & PRESENT) != 0;
            present += isPresent ? 1 : 0;
            swapped += (entry & SWAPPED) != 0 ? 1 : 0;
            shared += isPresent && (entry & FILE_OR_SHARED) != 0 ? 1 : 0;
            exclusive += isPresent && (entry & EXCLUSIVE) != 0 ? 1 : 0;
            dirty += (entry & SOFT_DIRTY) != 0 ? 1 : 0;
        }
        return new PageTotals(entries, present, swapped, shared, exclusive, dirty, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
