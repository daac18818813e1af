package anax.netstack.tcp;

import java.util.Objects;

/// How long segments are, and how many are sent at first.
///
/// Owner: nobody, it never changes.
///
/// @param mss the longest segment that is announced; 0 for what the link takes
/// @param defaultMss the longest segment that is sent to a peer which announced none, of IPv4 (RFC 9293, section
///     3.7.1)
/// @param defaultMssV6 the same of IPv6
/// @param initialWindowSegments segments that are sent before the first is acknowledged (RFC 6928), 10; or 4 (RFC
///     3390)
/// @param initialWindowOctets octets that are sent then at most, unless two segments are longer: 14,600 (RFC 6928),
///     or 4,380 (RFC 3390)
/// @param pathMtuDiscovery whether segments must not be cut on their way (RFC 1191)
/// @param ecn whether connections use congestion marks (RFC 3168)
public record SegmentConfig(
        int mss,
        int defaultMss,
        int defaultMssV6,
        int initialWindowSegments,
        int initialWindowOctets,
        boolean pathMtuDiscovery,
        Ecn ecn) {
    /// The most segments of an initial window.
    static final int MOST_INITIAL_WINDOW = 1_000;

    private static final int LONGEST = 1_460; // of RFCs 3390 and 6928

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public SegmentConfig {
        TcpConfig.check("mss", mss, 0, 65535);
        TcpConfig.check("defaultMss", defaultMss, 28, 65535);
        TcpConfig.check("defaultMssV6", defaultMssV6, 28, 65535);
        TcpConfig.check("initialWindowSegments", initialWindowSegments, 1, MOST_INITIAL_WINDOW);
        TcpConfig.check("initialWindowOctets", initialWindowOctets, 1, 1 << 24);
        Objects.requireNonNull(ecn, "ecn");
    }

    /// What a stack does if nobody wants it otherwise.
    public static SegmentConfig standard() {
        return new SegmentConfig(0, 536, 1_220, 10, 10 * LONGEST, true, Ecn.ACCEPTED);
    }

    /// The same without congestion marks.
    public static SegmentConfig basic() {
        return standard().withEcn(Ecn.OFF);
    }

    /// How much may be sent before the first acknowledgment.
    int initialWindow(int smss) {
        return initialWindow(initialWindowSegments, initialWindowOctets, smss);
    }

    /// How much so many segments are, which are no longer than Ethernet takes, or are two.
    static int initialWindow(int segments, int smss) {
        return initialWindow(segments, segments * LONGEST, smss);
    }

    private static int initialWindow(int segments, int octets, int smss) {
        return Math.min(segments * smss, Math.max(2 * smss, octets));
    }

    /// The same with another value of this.
    public SegmentConfig withMss(int value) {
        return new SegmentConfig(
                value, defaultMss, defaultMssV6, initialWindowSegments, initialWindowOctets, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withDefaultMss(int value) {
        return new SegmentConfig(
                mss, value, defaultMssV6, initialWindowSegments, initialWindowOctets, pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withDefaultMssV6(int value) {
        return new SegmentConfig(
                mss, defaultMss, value, initialWindowSegments, initialWindowOctets, pathMtuDiscovery, ecn);
    }

    /// The same with so many segments, and as many octets as they are when they are as long as Ethernet takes
    /// (RFC 6928).
    public SegmentConfig withInitialWindowSegments(int value) {
        return new SegmentConfig(
                mss, defaultMss, defaultMssV6, value, Math.max(1, value * LONGEST), pathMtuDiscovery, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withInitialWindowOctets(int value) {
        return new SegmentConfig(mss, defaultMss, defaultMssV6, initialWindowSegments, value, pathMtuDiscovery, ecn);
    }

    /// The same with the initial window of RFC 3390: four segments, and three where they are as long as Ethernet
    /// takes.
    public SegmentConfig withSmallInitialWindow() {
        return withInitialWindowSegments(4).withInitialWindowOctets(3 * LONGEST);
    }

    /// The same with another value of this.
    public SegmentConfig withPathMtuDiscovery(boolean value) {
        return new SegmentConfig(mss, defaultMss, defaultMssV6, initialWindowSegments, initialWindowOctets, value, ecn);
    }

    /// The same with another value of this.
    public SegmentConfig withEcn(Ecn value) {
        return new SegmentConfig(
                mss, defaultMss, defaultMssV6, initialWindowSegments, initialWindowOctets, pathMtuDiscovery, value);
    }
}
