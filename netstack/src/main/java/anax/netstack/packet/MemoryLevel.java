package anax.netstack.packet;

/// How much of a partition's memory for packets and buffers is in use, and so what it does without. Each level keeps
/// what those before it gave up.
///
/// Owner: nobody, it never changes.
public enum MemoryLevel {
    /// Up to half: everybody gets what he asks for.
    PLENTY,

    /// From half on: windows shrink, so that less comes than is read.
    TIGHT,

    /// From three quarters on: what came out of order is given up, whoever waited longest first, and so are
    /// fragments.
    SHORT,

    /// From seven eighths on: new connections are refused, and data is dropped. What is left is for answers, for
    /// acknowledgments, and for what must come in before anything can get better.
    CRITICAL;

    /// Whether it is this one or a worse one.
    public boolean isAtLeast(MemoryLevel other) {
        return compareTo(other) >= 0;
    }
}
