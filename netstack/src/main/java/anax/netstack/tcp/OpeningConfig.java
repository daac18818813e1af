package anax.netstack.tcp;

import java.util.Objects;

/// How connections are opened.
///
/// Owner: nobody, it never changes.
///
/// @param synRetries how often a SYN is repeated: 7 times are three minutes (RFC 9293, section 3.8.3)
/// @param synAckRetries how often the answer to one is repeated
/// @param synCacheEntries half-open connections that a partition keeps
/// @param synCookies when a SYN is answered without keeping anything of it
/// @param timeoutNs how long a connection may take to be opened from here; 0 for as long as there are retries left
public record OpeningConfig(
        int synRetries, int synAckRetries, int synCacheEntries, SynCookies synCookies, long timeoutNs) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public OpeningConfig {
        TcpConfig.check("synRetries", synRetries, 0, 100);
        TcpConfig.check("synAckRetries", synAckRetries, 0, 100);
        TcpConfig.check("synCacheEntries", synCacheEntries, 1, 1 << 20);
        Objects.requireNonNull(synCookies, "synCookies");
        TcpConfig.check("timeoutNs", timeoutNs, 0, 1L << 50);
    }

    /// What RFCs ask for.
    public static OpeningConfig standard() {
        return new OpeningConfig(7, 5, 1_024, SynCookies.WHEN_FULL, 0);
    }

    /// The same with another value of this.
    public OpeningConfig withSynRetries(int value) {
        return new OpeningConfig(value, synAckRetries, synCacheEntries, synCookies, timeoutNs);
    }

    /// The same with another value of this.
    public OpeningConfig withSynAckRetries(int value) {
        return new OpeningConfig(synRetries, value, synCacheEntries, synCookies, timeoutNs);
    }

    /// The same with another value of this.
    public OpeningConfig withSynCacheEntries(int value) {
        return new OpeningConfig(synRetries, synAckRetries, value, synCookies, timeoutNs);
    }

    /// The same with another value of this.
    public OpeningConfig withSynCookies(SynCookies value) {
        return new OpeningConfig(synRetries, synAckRetries, synCacheEntries, value, timeoutNs);
    }

    /// The same with another value of this.
    public OpeningConfig withTimeoutNs(long value) {
        return new OpeningConfig(synRetries, synAckRetries, synCacheEntries, synCookies, value);
    }
}
