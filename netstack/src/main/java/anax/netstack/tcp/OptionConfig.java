package anax.netstack.tcp;

import java.util.Objects;

/// Which options are offered.
///
/// Owner: nobody, it never changes.
///
/// @param windowScaling whether to offer window scaling (RFC 7323, section 2)
/// @param windowScale by how many bits windows of ours are scaled, 0 to 14
/// @param sack whether to offer selective acknowledgments (RFC 2018)
/// @param timestamps whether to offer timestamps (RFC 7323, section 3)
/// @param timestampTickNs how long a tick of the timestamp clock is
/// @param layout in which order the options of a SYN stand
/// @param toleratesMissingTimestamps whether segments are taken that lack the timestamps agreed upon
/// @param dropsOptionsOnRetransmit whether a SYN is repeated without options after the third time
public record OptionConfig(
        boolean windowScaling,
        int windowScale,
        boolean sack,
        boolean timestamps,
        long timestampTickNs,
        SynOptionLayout layout,
        boolean toleratesMissingTimestamps,
        boolean dropsOptionsOnRetransmit) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public OptionConfig {
        TcpConfig.check("windowScale", windowScale, 0, 14);
        TcpConfig.check("timestampTickNs", timestampTickNs, 1, 1_000_000_000);
        Objects.requireNonNull(layout, "layout");
    }

    /// All of them, with a scale for windows of up to 64 MiB.
    public static OptionConfig standard() {
        return new OptionConfig(true, 10, true, true, 1_000_000, SynOptionLayout.LINUX, false, false);
    }

    /// The same with a scale for windows of up to 8 MiB.
    public static OptionConfig basic() {
        return standard().withWindowScale(7);
    }

    /// The same with another value of this.
    public OptionConfig withWindowScaling(boolean value) {
        return new OptionConfig(
                value,
                windowScale,
                sack,
                timestamps,
                timestampTickNs,
                layout,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withWindowScale(int value) {
        return new OptionConfig(
                windowScaling,
                value,
                sack,
                timestamps,
                timestampTickNs,
                layout,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withSack(boolean value) {
        return new OptionConfig(
                windowScaling,
                windowScale,
                value,
                timestamps,
                timestampTickNs,
                layout,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withTimestamps(boolean value) {
        return new OptionConfig(
                windowScaling,
                windowScale,
                sack,
                value,
                timestampTickNs,
                layout,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withTimestampTickNs(long value) {
        return new OptionConfig(
                windowScaling,
                windowScale,
                sack,
                timestamps,
                value,
                layout,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withLayout(SynOptionLayout value) {
        return new OptionConfig(
                windowScaling,
                windowScale,
                sack,
                timestamps,
                timestampTickNs,
                value,
                toleratesMissingTimestamps,
                dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withToleratesMissingTimestamps(boolean value) {
        return new OptionConfig(
                windowScaling, windowScale, sack, timestamps, timestampTickNs, layout, value, dropsOptionsOnRetransmit);
    }

    /// The same with another value of this.
    public OptionConfig withDropsOptionsOnRetransmit(boolean value) {
        return new OptionConfig(
                windowScaling,
                windowScale,
                sack,
                timestamps,
                timestampTickNs,
                layout,
                toleratesMissingTimestamps,
                value);
    }
}
