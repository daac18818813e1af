package anax.netstack.tcp;

/// When data is acknowledged.
///
/// Owner: nobody, it never changes.
///
/// @param delayNs how long an acknowledgment may be put off, at most 500 ms (RFC 9293, section 3.8.6.3)
/// @param everySegments so many full-sized segments are acknowledged at once
/// @param quickSegments so many segments at the start of a connection are each acknowledged at once
public record AckConfig(long delayNs, int everySegments, int quickSegments) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public AckConfig {
        TcpConfig.check("delayNs", delayNs, 0, 500_000_000);
        TcpConfig.check("everySegments", everySegments, 1, 64);
        TcpConfig.check("quickSegments", quickSegments, 0, 1000);
    }

    /// What RFCs ask for.
    public static AckConfig standard() {
        return new AckConfig(40_000_000, 2, 0);
    }

    /// The same with another value of this.
    public AckConfig withDelayNs(long value) {
        return new AckConfig(value, everySegments, quickSegments);
    }

    /// The same with another value of this.
    public AckConfig withEverySegments(int value) {
        return new AckConfig(delayNs, value, quickSegments);
    }

    /// The same with another value of this.
    public AckConfig withQuickSegments(int value) {
        return new AckConfig(delayNs, everySegments, value);
    }
}
