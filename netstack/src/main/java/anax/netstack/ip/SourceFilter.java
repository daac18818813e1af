package anax.netstack.ip;

import java.util.Arrays;

/// Which sources of a multicast group are wanted: those of a list only, or all but those of a list (RFC 3376, section
/// 2). No source at all is a list of none.
///
/// Owner: nobody, it never changes. Asking allocates nothing; the operations make new ones.
public final class SourceFilter {
    /// Nothing is wanted: what is in this state is no member.
    public static final SourceFilter NONE = new SourceFilter(false, new int[0]);

    /// Everything is wanted, from whomever.
    public static final SourceFilter ALL = new SourceFilter(true, new int[0]);

    private final boolean excludes;
    private final int[] sources; // in ascending order, each once

    private SourceFilter(boolean excludes, int[] sources) {
        this.excludes = excludes;
        this.sources = sources;
    }

    /// What a list says alone (RFC 3376: INCLUDE).
    public static SourceFilter including(int... sources) {
        return new SourceFilter(false, sorted(sources));
    }

    /// All but what a list says (RFC 3376: EXCLUDE).
    public static SourceFilter excluding(int... sources) {
        return new SourceFilter(true, sorted(sources));
    }

    /// True if its list says what is not wanted.
    public boolean excludes() {
        return excludes;
    }

    /// True if nothing is wanted.
    public boolean isNone() {
        return !excludes && sources.length == 0;
    }

    /// True if what comes from a source is wanted.
    public boolean allows(int source) {
        return lists(source) != excludes;
    }

    /// True if a source is in its list.
    public boolean lists(int source) {
        return Arrays.binarySearch(sources, source) >= 0;
    }

    /// How many sources its list has.
    public int size() {
        return sources.length;
    }

    /// With one more source in its list.
    public SourceFilter with(int source) {
        return new SourceFilter(excludes, union(sources, new int[] {source}));
    }

    /// With one source less in its list.
    public SourceFilter without(int source) {
        return new SourceFilter(excludes, minus(sources, new int[] {source}));
    }

    /// What two want together (RFC 3376, section 3.2).
    public SourceFilter merge(SourceFilter other) {
        if (excludes && other.excludes) {
            return new SourceFilter(true, minus(sources, minus(sources, other.sources)));
        }
        if (excludes) {
            return new SourceFilter(true, minus(sources, other.sources));
        }
        return other.excludes ? other.merge(this) : new SourceFilter(false, union(sources, other.sources));
    }

    /// A copy of its list, in ascending order of the 32 bits.
    int[] sources() {
        return sources.clone();
    }

    /// What is in the list of one of two, but not of the other.
    int[] difference(SourceFilter other) {
        return union(minus(sources, other.sources), minus(other.sources, sources));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFilter filter
                && excludes == filter.excludes
                && Arrays.equals(sources, filter.sources);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sources) + (excludes ? 1 : 0);
    }

    @Override
    public String toString() {
        return (excludes ? "all but " : "only ")
                + Arrays.stream(sources).mapToObj(Integer::toHexString).toList();
    }

    static int[] union(int[] one, int[] other) {
        final int[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return sorted(all);
    }

    private static int[] minus(int[] from, int[] taken) {
        return Arrays.stream(from)
                .filter(source -> Arrays.binarySearch(taken, source) < 0)
                .toArray();
    }

    private static int[] sorted(int[] sources) {
        return Arrays.stream(sources).sorted().distinct().toArray();
    }
}
