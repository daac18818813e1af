package anax.netstack.packetdrill.run;

import anax.netstack.tcp.RecoveryConfig;
import anax.netstack.tcp.SynOptionLayout;
import anax.netstack.tcp.TcpConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which stack's choices a run is held against, where the RFCs leave one: nothing but a value of the configuration.
///
/// Owner: nobody, it never changes.
public enum Profile {
    /// What the RFCs of TCP's core ask for: NewReno, and whatever a script switches on.
    RFC,

    /// As scripts of BSD expect it: options in its order, window scale 6, 64 KiB, 100 ms at most until a segment
    /// is acknowledged, 200 ms more before one is repeated.
    BSD,

    /// As scripts of Linux expect it: window scale 8, the first segments acknowledged at once, a time-out of 200
    /// ms at least, a RST that carries an ACK.
    LINUX;

    /// What scripts switch on is on, and no more: so that each shows one thing.
    private static TcpConfig classic() {
        return TcpConfig.standard().withRecovery(RecoveryConfig.classic());
    }

    private static TcpConfig bsd() {
        final TcpConfig standard = classic();
        return standard.withOptions(
                        standard.options().withLayout(SynOptionLayout.BSD).withWindowScale(6))
                .withBuffers(standard.buffers().withReceive(65_536))
                .withAcks(standard.acks().withDelayNs(100 * 1_000_000L))
                .withRetransmission(standard.retransmission().withSlopNs(200 * 1_000_000L))
                .withClosing(standard.closing().withResetAcknowledges(true));
    }

    private static TcpConfig linux() {
        final TcpConfig standard = classic();
        return standard.withOptions(standard.options().withWindowScale(8))
                .withAcks(standard.acks().withQuickSegments(16))
                .withRetransmission(standard.retransmission().withMinRtoNs(200 * 1_000_000L))
                .withOpening(standard.opening().withSynRetries(6))
                .withClosing(standard.closing().withResetAcknowledges(true));
    }

    /// The configuration.
    public TcpConfig config() {
        return switch (this) {
            case RFC -> classic();
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
