package anax.procmaps.space;

import anax.procmaps.maps.MapsSnapshot;
import java.util.ArrayList;
import java.util.List;

/// The gaps of a map, from address 0 to the last.
///
/// Owner: nobody; stateless. Allocates one object for each gap.
public final class Gaps {
    private Gaps() {}

    /// All gaps in the order of their addresses. A map that is not in order is put in order first.
    public static List<Gap> of(MapsSnapshot map, AddressSpace space) {
        MapsSnapshot ordered = map.normalised();
        List<Gap> gaps = new ArrayList<>();
        long at = 0;
        boolean atEnd = false;
        for (int i = 0; i < ordered.count(); i++) {
            if (Long.compareUnsigned(at, ordered.start(i)) < 0) {
                add(at, ordered.start(i), space, gaps);
            }
            at = ordered.end(i);
            atEnd |= at == 0 && ordered.size(i) != 0;
        }
        // Ends are compared by the addresses before them, so that 2^64 counts as the last.
        if (!atEnd && (at == 0 || Long.compareUnsigned(at - 1, space.end() - 1) < 0)) {
            add(at, space.end(), space, gaps);
        }
        return gaps;
    }

    /// How many bytes the process could still map, unsigned.
    public static long free(List<Gap> gaps) {
        long free = 0;
        for (Gap gap : gaps) {
            free += gap.kind() == Gap.Kind.FREE ? gap.size() : 0;
        }
        return free;
    }

    /// Cuts what is unused at the bounds of the space. Never nothing: from 0 to 0 are all addresses.
    private static void add(long from, long to, AddressSpace space, List<Gap> gaps) {
        long at = from;
        do {
            Gap.Kind kind = space.kindAt(at);
            long bound = switch (kind) {
                case FREE -> space.userEnd();
                case HOLE -> space.kernelStart();
                case KERNEL -> to;
            };
            long end = Long.compareUnsigned(bound - 1, to - 1) < 0 ? bound : to;
            gaps.add(new Gap(kind, at, end));
            at = end;
        } while (at != to);
    }
}
