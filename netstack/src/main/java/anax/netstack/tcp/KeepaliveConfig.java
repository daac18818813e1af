package anax.netstack.tcp;

/// When an idle peer is asked whether it is still there (RFC 9293, section 3.8.4).
///
/// Owner: nobody, it never changes.
///
/// @param on whether connections ask idle peers if they are still there, unless their user says otherwise
/// @param idleNs after how long a silence
/// @param intervalNs how long between two questions
/// @param probes after how many without an answer a connection is given up
public record KeepaliveConfig(boolean on, long idleNs, long intervalNs, int probes) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public KeepaliveConfig {
        TcpConfig.check("idleNs", idleNs, 1_000_000, 1L << 50);
        TcpConfig.check("intervalNs", intervalNs, 1_000_000, 1L << 50);
        TcpConfig.check("probes", probes, 1, 1000);
    }

    /// What RFCs ask for.
    public static KeepaliveConfig standard() {
        return new KeepaliveConfig(false, 7_200_000_000_000L, 75_000_000_000L, 9);
    }

    /// The same with another value of this.
    public KeepaliveConfig withOn(boolean value) {
        return new KeepaliveConfig(value, idleNs, intervalNs, probes);
    }

    /// The same with another value of this.
    public KeepaliveConfig withIdleNs(long value) {
        return new KeepaliveConfig(on, value, intervalNs, probes);
    }

    /// The same with another value of this.
    public KeepaliveConfig withIntervalNs(long value) {
        return new KeepaliveConfig(on, idleNs, value, probes);
    }

    /// The same with another value of this.
    public KeepaliveConfig withProbes(int value) {
        return new KeepaliveConfig(on, idleNs, intervalNs, value);
    }
}
