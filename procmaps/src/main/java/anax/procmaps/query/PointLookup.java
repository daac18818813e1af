package anax.procmaps.query;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import java.io.IOException;
import java.util.Optional;

/// Finds the region that holds an address, by the kernel's query where there is one and else in the text.
///
/// Owner: one thread; holds a descriptor if the query is used. Blocks as the kernel does.
public final class PointLookup implements AutoCloseable {
    private final ProcReader reader;
    private final long pid;
    private final Optional<KernelQuery> query;

    private PointLookup(ProcReader reader, long pid, Optional<KernelQuery> query) {
        this.reader = reader;
        this.pid = pid;
        this.query = query;
    }

    /// A lookup in one process.
    public static PointLookup in(ProcReader reader, long pid) {
        return new PointLookup(reader, pid, KernelQuery.open(pid));
    }

    /// A lookup that reads the text, whatever the kernel has.
    public static PointLookup inText(ProcReader reader, long pid) {
        return new PointLookup(reader, pid, Optional.empty());
    }

    /// The region that holds the address; empty if none does, or if the process cannot be read. The kernel's
    /// query does not know `[vsyscall]`, so that one is always looked for in the text, as is
    /// what the query fails on.
    public Optional<PointAnswer> at(long address) throws IOException {
        if (query.isPresent() && address >= 0) {
            int error = query.get().ask(address);
            if (error == 0) {
                return Optional.of(query.get().answer());
            }
            if (error == KernelQuery.NO_SUCH_ENTRY) {
                return Optional.empty();
            }
        }
        if (reader.read(pid, ProcFile.MAPS) instanceof ReadOutcome.Ok ok) {
            var map = MapsSnapshot.parse(ok.text());
            int region = map.indexOf(address);
            return region < 0 ? Optional.empty() : Optional.of(PointAnswer.ofText(map.region(region)));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        query.ifPresent(KernelQuery::close);
    }
}
