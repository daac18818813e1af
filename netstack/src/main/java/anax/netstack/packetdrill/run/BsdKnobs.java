package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.SynCookies;
import anax.netstack.tcp.TcpConfig;

/// The knobs below `net.inet.tcp`, as values of the configuration. Times are milliseconds.
///
/// Owner: nobody, it keeps no state.
final class BsdKnobs {
    private static final long MS = 1_000_000L;

    private BsdKnobs() {}

    /// The configuration with a knob turned.
    static TcpConfig set(Position at, TcpConfig config, String knob, long value) {
        final boolean on = value != 0;
        return switch (knob) {
            case "sack.enable" -> config.withOptions(config.options().withSack(on));
            case "rfc1323" -> extensions(config, value);
            case "rexmit_drop_options" -> config.withOptions(config.options().withDropsOptionsOnRetransmit(on));
            case "tolerate_missing_ts" -> config.withOptions(config.options().withToleratesMissingTimestamps(on));
            case "recvspace" -> config.withBuffers(config.buffers().withReceive(Math.toIntExact(value)));
            case "sendspace" -> config.withBuffers(config.buffers().withSend(Math.toIntExact(value)));
            case "rexmit_initial", "rexmit_slop", "delacktime" -> time(config, knob, value * MS);
            case "keepinit" -> config.withOpening(config.opening().withTimeoutNs(value * MS));
            case "keepidle", "keepintvl", "keepcnt", "always_keepalive" -> keepalive(config, knob, value);
            case "mssdflt" -> config.withSegments(config.segments().withDefaultMss(Math.toIntExact(value)));
            case "v6mssdflt" -> config.withSegments(config.segments().withDefaultMssV6(Math.toIntExact(value)));
            case "path_mtu_discovery" -> config.withSegments(config.segments().withPathMtuDiscovery(on));
            case "syncookies" -> cookies(config, on ? SynCookies.WHEN_FULL : SynCookies.NEVER);
            case "syncookies_only" -> on ? cookies(config, SynCookies.ALWAYS) : config;
            case "hostcache.purgenow", "ecn.maxretries" -> config; // there is nothing of the kind to purge or to try
            default -> defense(at, config, knob, value);
        };
    }

    private static TcpConfig defense(Position at, TcpConfig config, String knob, long value) {
        final boolean on = value != 0;
        return switch (knob) {
            case "insecure_rst" -> config.withDefense(config.defense().withInsecureReset(on));
            case "insecure_syn" -> config.withDefense(config.defense().withInsecureSyn(on));
            case "drop_synfin" -> config.withDefense(config.defense().withDropsSynFin(on));
            case "icmp_may_rst" -> config.withDefense(config.defense().withIcmpResets(on));
            case "blackhole" -> config.withDefense(config.defense().withBlackhole(on));
            case "ecn.enable" -> config.withSegments(config.segments().withEcn(LinuxKnobs.ecn(value)));
            case "abc_l_var" ->
                config.withCongestion(config.congestion().withByteCountingLimit(Math.toIntExact(value)));
            case "fastopen.client_enable", "fastopen.server_enable" -> {
                if (on) {
                    throw new UnsupportedException(at, "sysctl net.inet.tcp." + knob + "=" + value);
                }
                yield config;
            }
            default -> {
                if (!knob.startsWith("pmtud_blackhole_")) {
                    throw new UnsupportedException(at, "sysctl net.inet.tcp." + knob);
                }
                yield config; // a black hole is not looked for
            }
        };
    }

    /// 0 for neither, 1 for both, 2 for window scaling, 3 for timestamps.
    private static TcpConfig extensions(TcpConfig config, long value) {
        return config.withOptions(
                config.options().withWindowScaling(value == 1 || value == 2).withTimestamps(value == 1 || value == 3));
    }

    private static TcpConfig time(TcpConfig config, String knob, long ns) {
        return switch (knob) {
            case "rexmit_initial" ->
                config.withRetransmission(config.retransmission().withInitialRtoNs(ns));
            case "rexmit_slop" ->
                config.withRetransmission(config.retransmission().withSlopNs(ns));
            default -> config.withAcks(config.acks().withDelayNs(ns));
        };
    }

    private static TcpConfig keepalive(TcpConfig config, String knob, long value) {
        return switch (knob) {
            case "keepidle" -> config.withKeepalive(config.keepalive().withIdleNs(value * MS));
            case "keepintvl" -> config.withKeepalive(config.keepalive().withIntervalNs(value * MS));
            case "keepcnt" -> config.withKeepalive(config.keepalive().withProbes(Math.toIntExact(value)));
            default -> config.withKeepalive(config.keepalive().withOn(value != 0));
        };
    }

    private static TcpConfig cookies(TcpConfig config, SynCookies cookies) {
        return config.withOpening(config.opening().withSynCookies(cookies));
    }
}
