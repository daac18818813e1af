package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.Ecn;
import anax.netstack.tcp.SynCookies;
import anax.netstack.tcp.TcpConfig;
import java.util.Map;
import java.util.regex.Pattern;

/// The knobs below `net.ipv4`, as values of the configuration. Times are seconds.
///
/// Owner: nobody, it keeps no state.
final class LinuxKnobs {
    private static final long SECOND = 1_000_000_000L;
    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");
    private static final int BUFFER_VALUES = 3;

    /// What the stack does anyway, and with which value a knob says so.
    private static final Map<String, String> AS_IT_IS = Map.ofEntries(
            Map.entry("tcp_fastopen", "0"),
            Map.entry("tcp_reordering", "3"),
            Map.entry("tcp_early_retrans", "0"),
            Map.entry("tcp_recovery", "0"),
            Map.entry("tcp_fack", "0"),
            Map.entry("tcp_frto", "0"),
            Map.entry("tcp_dsack", "1"),
            Map.entry("tcp_mtu_probing", "0"),
            Map.entry("tcp_moderate_rcvbuf", "0"),
            Map.entry("tcp_slow_start_after_idle", "1"),
            Map.entry("tcp_no_metrics_save", "1"),
            Map.entry("tcp_rfc1337", "0"),
            Map.entry("tcp_abort_on_overflow", "0"),
            Map.entry("tcp_retrans_collapse", "0"),
            Map.entry("tcp_adv_win_scale", "0"),
            Map.entry("tcp_app_win", "0"));

    private LinuxKnobs() {}

    /// The configuration with a knob turned.
    static TcpConfig set(Position at, TcpConfig config, String knob, String value) {
        return switch (knob) {
            case "tcp_sack" -> config.withOptions(config.options().withSack(flag(value)));
            case "tcp_timestamps" -> config.withOptions(config.options().withTimestamps(flag(value)));
            case "tcp_window_scaling" -> config.withOptions(config.options().withWindowScaling(flag(value)));
            case "tcp_syn_retries" -> config.withOpening(config.opening().withSynRetries(Integer.parseInt(value)));
            case "tcp_synack_retries" ->
                config.withOpening(config.opening().withSynAckRetries(Integer.parseInt(value)));
            case "tcp_syncookies" -> config.withOpening(config.opening().withSynCookies(cookies(value)));
            case "tcp_retries2" ->
                config.withRetransmission(config.retransmission().withRetries(Integer.parseInt(value)));
            case "tcp_fin_timeout" -> config.withClosing(config.closing().withFinWait2Ns(seconds(value)));
            case "tcp_keepalive_time" -> config.withKeepalive(config.keepalive().withIdleNs(seconds(value)));
            case "tcp_keepalive_intvl" ->
                config.withKeepalive(config.keepalive().withIntervalNs(seconds(value)));
            case "tcp_keepalive_probes" ->
                config.withKeepalive(config.keepalive().withProbes(Integer.parseInt(value)));
            case "tcp_rmem" -> config.withBuffers(config.buffers().withReceive(middle(value)));
            case "tcp_wmem" -> config.withBuffers(config.buffers().withSend(middle(value)));
            case "ip_no_pmtu_disc" -> config.withSegments(config.segments().withPathMtuDiscovery(!flag(value)));
            case "tcp_ecn" -> config.withSegments(config.segments().withEcn(ecn(Long.parseLong(value))));
            case "tcp_congestion_control" ->
                config.withCongestion(
                        config.congestion().withAlgorithm(config.congestion().named(value)));
            default -> {
                if (!value.equals(AS_IT_IS.get(knob))) {
                    throw new UnsupportedException(at, "sysctl net.ipv4." + knob + "=" + value);
                }
                yield config;
            }
        };
    }

    /// 0 for never, 1 for always, else if the peer asks for it.
    static Ecn ecn(long value) {
        return value == 0 ? Ecn.OFF : value == 1 ? Ecn.REQUESTED : Ecn.ACCEPTED;
    }

    private static boolean flag(String value) {
        return Integer.parseInt(value) != 0;
    }

    private static long seconds(String value) {
        return Long.parseLong(value) * SECOND;
    }

    private static SynCookies cookies(String value) {
        return switch (Integer.parseInt(value)) {
            case 0 -> SynCookies.NEVER;
            case 1 -> SynCookies.WHEN_FULL;
            default -> SynCookies.ALWAYS;
        };
    }

    /// Of the least, the usual and the most octets of a buffer the usual.
    private static int middle(String value) {
        final String[] values = BLANKS.split(value.strip());
        return Integer.parseInt(values.length == BUFFER_VALUES ? values[1] : values[0]);
    }
}
