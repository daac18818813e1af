package anax.netstack.tcp;

/// How long segments are, and how many are sent at first.
///
/// Owner: nobody, it never changes.
///
/// @param mss the longest segment that is announced; 0 for what the link takes
/// @param defaultMss the longest segment that is sent to a peer which announced none, of IPv4 (RFC 9293, section
///     3.7.1)
/// @param defaultMssV6 the same of IPv6
/// @param initialWindowSegments segments that are sent before the first is acknowledged (RFC 6928)
/// @param pathMtuDiscovery whether segments must not be cut on their way (RFC 1191)
/// @param ecn whether to speak of congestion marks; not supported yet, so false
public record SegmentConfig(
        int mss, int defaultMss, int defaultMssV6, int initialWindowSegments, boolean pathMtuDiscovery, boolean ecn) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public SegmentConfig {
        TcpConfig.check("mss", mss, 0, 65535);
        TcpConfig.check("defaultMss", defaultMss, 28, 65535);
        TcpConfig.check("defaultMssV6", defaultMssV6, 28, 65535);
        TcpConfig.check("initialWindowSegments", initialWindowSegments, 1, 1000);
        if (ecn) {
            throw new IllegalArgumentException("ecn was switched on; it is not supported, leave it off");
        }
    }

    /// What RFCs ask for.
    public static SegmentConfig standard() {
        return new SegmentConfig(0, 536, 1_220, 10, true, false);
    }

    /// The same with another value of this.
    public SegmentConfig withMss(int value) {
        return new SegmentConfig(value, defaultMss, defaultMssV6, initialWindowSegments, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withDefaultMss(int value) {
        return new SegmentConfig(mss, value, defaultMssV6, initialWindowSegments, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withDefaultMssV6(int value) {
        return new SegmentConfig(mss, defaultMss, value, initialWindowSegments, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withInitialWindowSegments(int value) {
        return new SegmentConfig(mss, defaultMss, defaultMssV6, value, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withPathMtuDiscovery(boolean value) {
        return new SegmentConfig(mss, defaultMss, defaultMssV6, initialWindowSegments, value, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withEcn(boolean value) {
        return new SegmentConfig(mss, defaultMss, defaultMssV6, initialWindowSegments, pathMtuDiscovery, value);
    }
}
