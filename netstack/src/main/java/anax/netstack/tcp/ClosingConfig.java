package anax.netstack.tcp;

/// How connections end.
///
/// Owner: nobody, it never changes.
///
/// @param timeWaitNs how long a connection stays in TIME-WAIT: twice the longest life of a segment
/// @param finWait2Ns how long a closed one waits for its peer's FIN
/// @param mostTimeWaits connections in TIME-WAIT that a partition remembers
/// @param resetAcknowledges whether the RST of an ABORT carries an ACK, as other stacks do it; RFC 9293, section
///     3.10.5, has none
public record ClosingConfig(long timeWaitNs, long finWait2Ns, int mostTimeWaits, boolean resetAcknowledges) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public ClosingConfig {
        TcpConfig.check("timeWaitNs", timeWaitNs, 1_000_000, 1L << 40);
        TcpConfig.check("finWait2Ns", finWait2Ns, 1_000_000, 1L << 40);
        TcpConfig.check("mostTimeWaits", mostTimeWaits, 1, 1 << 24);
    }

    /// What RFCs ask for.
    public static ClosingConfig standard() {
        return new ClosingConfig(60_000_000_000L, 60_000_000_000L, 1 << 16, false);
    }

    /// The same with another value of this.
    public ClosingConfig withTimeWaitNs(long value) {
        return new ClosingConfig(value, finWait2Ns, mostTimeWaits, resetAcknowledges);
    }

    /// The same with another value of this.
    public ClosingConfig withFinWait2Ns(long value) {
        return new ClosingConfig(timeWaitNs, value, mostTimeWaits, resetAcknowledges);
    }

    /// The same with another value of this.
    public ClosingConfig withMostTimeWaits(int value) {
        return new ClosingConfig(timeWaitNs, finWait2Ns, value, resetAcknowledges);
    }

    /// The same with another value of this.
    public ClosingConfig withResetAcknowledges(boolean value) {
        return new ClosingConfig(timeWaitNs, finWait2Ns, mostTimeWaits, value);
    }
}
