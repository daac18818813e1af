package anax.netstack.packetdrill.run;

import anax.netstack.tcp.SynOptionLayout;
import anax.netstack.tcp.TcpConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which stack's choices a run is held against, where the RFCs leave one: nothing but a value of the configuration.
///
/// Owner: nobody, it never changes.
public enum Profile {
    /// What the RFCs oblige a stack to: of congestion control and loss recovery Reno and NewReno, and nothing
    /// newer.
    RFC,

    /// As scripts of BSD expect it: options in its order, window scale 6, 64 KiB, 100 ms at most until a segment
    /// is acknowledged, 200 ms more before one is repeated.
    BSD,

    /// As scripts of Linux expect it: window scale 8, the first segments acknowledged at once, a time-out of 200
    /// ms at least, a RST that carries an ACK.
    LINUX;

    private static TcpConfig bsd() {
        final TcpConfig basic = TcpConfig.basic();
        return basic.withOptions(basic.options().withLayout(SynOptionLayout.BSD).withWindowScale(6))
                .withBuffers(basic.buffers().withReceive(65_536))
                .withAcks(basic.acks().withDelayNs(100 * 1_000_000L))
                .withRetransmission(basic.retransmission().withSlopNs(200 * 1_000_000L))
                .withClosing(basic.closing().withResetAcknowledges(true));
    }

    private static TcpConfig linux() {
        final TcpConfig basic = TcpConfig.basic();
        return basic.withOptions(basic.options().withWindowScale(8))
                .withAcks(basic.acks().withQuickSegments(16))
                .withRetransmission(basic.retransmission().withMinRtoNs(200 * 1_000_000L))
                .withOpening(basic.opening().withSynRetries(6))
                .withClosing(basic.closing().withResetAcknowledges(true));
    }

    /// The configuration.
    public TcpConfig config() {
        return switch (this) {
            case RFC -> TcpConfig.basic();
            case BSD -> bsd();
            case LINUX -> linux();
        };
    }

    /// The profile that people write so.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public static Profile of(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile " + name + " was asked for; use one of "
                        + Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
