package anax.netstack.tcp;

import anax.netstack.wire.TcpOptionsWriter;

/// Writes the options of a SYN in the order that a [SynOptionLayout] says.
///
/// Owner: nobody; it keeps no state. Allocates nothing, never blocks.
final class SynOptions {
    /// There is no window scale option.
    static final int NO_SCALE = -1;

    /// There is no MSS option.
    static final int NO_MSS = 0;

    private SynOptions() {}

    /// Writes what a SYN offers, or what the answer to one agrees to.
    ///
    /// @param mss   the longest segment that is taken, or [#NO_MSS]
    /// @param scale by how many bits windows are scaled, or [#NO_SCALE]
    static void write(
            TcpOptionsWriter options,
            SynOptionLayout layout,
            int mss,
            int scale,
            boolean sack,
            boolean timestamps,
            int tsVal,
            int tsEcr) {
        if (mss != NO_MSS) {
            options.mss(mss);
        }
        switch (layout) {
            case LINUX -> linux(options, scale, sack, timestamps, tsVal, tsEcr);
            case BSD -> bsd(options, scale, sack, timestamps, tsVal, tsEcr);
        }
    }

    /// Two paddings stand in for whichever of SACK permitted and timestamps is missing beside the other.
    private static void linux(
            TcpOptionsWriter options, int scale, boolean sack, boolean timestamps, int tsVal, int tsEcr) {
        if (sack) {
            if (!timestamps) {
                options.noOperation().noOperation();
            }
            options.sackPermitted();
        }
        if (timestamps) {
            if (!sack) {
                options.noOperation().noOperation();
            }
            options.timestamps(tsVal, tsEcr);
        }
        if (scale != NO_SCALE) {
            options.noOperation().windowScale(scale);
        }
    }

    private static void bsd(
            TcpOptionsWriter options, int scale, boolean sack, boolean timestamps, int tsVal, int tsEcr) {
        if (scale != NO_SCALE) {
            options.noOperation().windowScale(scale);
        }
        if (sack) {
            options.sackPermitted();
        }
        if (timestamps) {
            options.timestamps(tsVal, tsEcr);
        }
    }
}
