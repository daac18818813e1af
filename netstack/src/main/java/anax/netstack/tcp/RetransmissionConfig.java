package anax.netstack.tcp;

/// How long to wait for acknowledgments, and how often to try.
///
/// Owner: nobody, it never changes.
///
/// @param initialRtoNs the retransmission time-out before any measurement (RFC 6298, section 2)
/// @param minRtoNs the least
/// @param maxRtoNs the most
/// @param slopNs what is added to each
/// @param retries after so many time-outs in a row a connection is given up (R2 of RFC 9293, section 3.8.3)
/// @param persistMinNs the least time between two probes of a closed window
/// @param persistMaxNs the most
/// @param overrideNs after which time a small segment is sent though it could be longer later (section 3.8.6.2.1)
public record RetransmissionConfig(
        long initialRtoNs,
        long minRtoNs,
        long maxRtoNs,
        long slopNs,
        int retries,
        long persistMinNs,
        long persistMaxNs,
        long overrideNs) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public RetransmissionConfig {
        TcpConfig.check("initialRtoNs", initialRtoNs, 1_000_000, 120_000_000_000L);
        TcpConfig.check("minRtoNs", minRtoNs, 1_000_000, 60_000_000_000L);
        TcpConfig.check("maxRtoNs", maxRtoNs, minRtoNs, 240_000_000_000L);
        TcpConfig.check("slopNs", slopNs, 0, 1_000_000_000);
        TcpConfig.check("retries", retries, 1, 100);
        TcpConfig.check("persistMinNs", persistMinNs, 1_000_000, 60_000_000_000L);
        TcpConfig.check("persistMaxNs", persistMaxNs, persistMinNs, 240_000_000_000L);
        TcpConfig.check("overrideNs", overrideNs, 1_000_000, 1_000_000_000);
    }

    /// What RFCs ask for.
    public static RetransmissionConfig standard() {
        return new RetransmissionConfig(
                1_000_000_000, 1_000_000_000, 60_000_000_000L, 0, 15, 1_000_000_000, 60_000_000_000L, 200_000_000);
    }

    /// The same with another value of this.
    public RetransmissionConfig withInitialRtoNs(long value) {
        return new RetransmissionConfig(
                value, minRtoNs, maxRtoNs, slopNs, retries, persistMinNs, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withMinRtoNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, value, maxRtoNs, slopNs, retries, persistMinNs, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withMaxRtoNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, value, slopNs, retries, persistMinNs, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withSlopNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, maxRtoNs, value, retries, persistMinNs, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withRetries(int value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, maxRtoNs, slopNs, value, persistMinNs, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withPersistMinNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, maxRtoNs, slopNs, retries, value, persistMaxNs, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withPersistMaxNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, maxRtoNs, slopNs, retries, persistMinNs, value, overrideNs);
    }

    /// The same with another value of this.
    public RetransmissionConfig withOverrideNs(long value) {
        return new RetransmissionConfig(
                initialRtoNs, minRtoNs, maxRtoNs, slopNs, retries, persistMinNs, persistMaxNs, value);
    }
}
