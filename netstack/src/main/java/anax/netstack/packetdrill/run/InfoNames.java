package anax.netstack.packetdrill.run;

import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpState;
import anax.netstack.tcp.TcpTraffic;
import java.util.HashMap;
import java.util.Map;

/// What code of a script knows of a connection, by Linux's names. A name that is not here is unsupported.
///
/// Owner: nobody, it keeps no state.
final class InfoNames {
    private static final int OPTION_TIMESTAMPS = 1;
    private static final int OPTION_SACK = 2;
    private static final int OPTION_SCALING = 4;
    private static final int OPTION_ECN = 8;
    private static final int OPTION_ECN_SEEN = 16;
    private static final long US = 1_000L;
    private static final long MS = 1_000_000L;
    private static final Map<String, Long> CONSTANTS = constants();

    private InfoNames() {}

    private static Map<String, Long> constants() {
        final Map<String, Long> names = new HashMap<>();
        names.put("TCP_ESTABLISHED", 1L);
        names.put("TCP_SYN_SENT", 2L);
        names.put("TCP_SYN_RECV", 3L);
        names.put("TCP_FIN_WAIT1", 4L);
        names.put("TCP_FIN_WAIT2", 5L);
        names.put("TCP_TIME_WAIT", 6L);
        names.put("TCP_CLOSE", 7L);
        names.put("TCP_CLOSE_WAIT", 8L);
        names.put("TCP_LAST_ACK", 9L);
        names.put("TCP_LISTEN", 10L);
        names.put("TCP_CLOSING", 11L);
        names.put("TCP_CA_Open", 0L);
        names.put("TCP_CA_Disorder", 1L);
        names.put("TCP_CA_CWR", 2L);
        names.put("TCP_CA_Recovery", 3L);
        names.put("TCP_CA_Loss", 4L);
        names.put("TCPI_OPT_TIMESTAMPS", (long) OPTION_TIMESTAMPS);
        names.put("TCPI_OPT_SACK", (long) OPTION_SACK);
        names.put("TCPI_OPT_WSCALE", (long) OPTION_SCALING);
        names.put("TCPI_OPT_ECN", (long) OPTION_ECN);
        names.put("TCPI_OPT_ECN_SEEN", (long) OPTION_ECN_SEEN);
        return names;
    }

    /// The number of a state.
    static long state(TcpState state) {
        final String name = switch (state) {
            case CLOSED -> "TCP_CLOSE";
            case LISTEN -> "TCP_LISTEN";
            case SYN_SENT -> "TCP_SYN_SENT";
            case SYN_RECEIVED -> "TCP_SYN_RECV";
            case ESTABLISHED -> "TCP_ESTABLISHED";
            case FIN_WAIT_1 -> "TCP_FIN_WAIT1";
            case FIN_WAIT_2 -> "TCP_FIN_WAIT2";
            case CLOSE_WAIT -> "TCP_CLOSE_WAIT";
            case CLOSING -> "TCP_CLOSING";
            case LAST_ACK -> "TCP_LAST_ACK";
            case TIME_WAIT -> "TCP_TIME_WAIT";
        };
        return CONSTANTS.get(name);
    }

    /// The constants, and what is known of a connection that has no socket.
    static Map<String, Long> of(TcpState state) {
        final Map<String, Long> names = new HashMap<>(CONSTANTS);
        names.put("tcpi_state", state(state));
        return names;
    }

    /// The constants, and what a socket tells of its connection.
    static Map<String, Long> of(TcpInfo info) {
        final Map<String, Long> names = of(info.state());
        names.put("tcpi_ca_state", (long) info.congestionState());
        names.put("tcpi_retransmits", (long) info.retransmits());
        names.put("tcpi_probes", (long) info.probes());
        names.put("tcpi_backoff", (long) info.backoff());
        names.put("tcpi_options", options(info));
        names.put("tcpi_snd_wscale", (long) info.sndScale());
        names.put("tcpi_rcv_wscale", (long) info.rcvScale());
        names.put("tcpi_rto", info.rtoNs() / US);
        names.put("tcpi_ato", info.ackDelayNs() / US);
        names.put("tcpi_snd_mss", (long) info.sndMss());
        names.put("tcpi_rcv_mss", (long) info.rcvMss());
        names.put("tcpi_advmss", (long) info.announcedMss());
        names.put("tcpi_pmtu", (long) info.pathMtu());
        names.put("tcpi_unacked", (long) info.unacked());
        names.put("tcpi_notsent_bytes", info.notSentOctets());
        names.put("tcpi_snd_cwnd", (long) info.sndCwnd());
        names.put("tcpi_snd_ssthresh", threshold(info));
        names.put("tcpi_delivery_rate", info.deliveryRate());
        names.put("tcpi_delivery_rate_app_limited", info.isDeliveryRateAppLimited() ? 1L : 0L);
        names.put("tcpi_pacing_rate", info.pacingRate());
        names.put("tcpi_snd_wnd", info.sndWnd());
        names.put("tcpi_rcv_wnd", info.rcvWnd());
        names.put("tcpi_rcv_space", info.rcvSpace());
        names.put("tcpi_rtt", info.rttNs() / US);
        names.put("tcpi_rttvar", info.rttvarNs() / US);
        names.put("tcpi_min_rtt", info.minRttNs() / US);
        names.put("tcpi_total_retrans", info.totalRetransmits());
        names.put("tcpi_segs_in", info.segmentsIn());
        names.put("tcpi_segs_out", info.segmentsOut());
        names.put("tcpi_bytes_received", info.octetsReceived());
        names.put("tcpi_rcv_ssthresh", info.rcvSpace());
        traffic(names, info);
        putLosses(names, info);
        return names;
    }

    private static void traffic(Map<String, Long> names, TcpInfo info) {
        final TcpTraffic traffic = info.traffic();
        names.put("tcpi_bytes_sent", traffic.octetsSent());
        names.put("tcpi_bytes_retrans", traffic.octetsResent());
        names.put("tcpi_bytes_acked", traffic.octetsAcknowledged());
        names.put("tcpi_data_segs_out", traffic.segmentsSent());
        names.put("tcpi_data_segs_in", traffic.segmentsReceived());
        names.put("tcpi_rcv_ooopack", traffic.segmentsOutOfOrder());
        names.put("tcpi_total_rto", traffic.timeouts());
        names.put("tcpi_busy_time", traffic.busyNs() / US);
        names.put("tcpi_rwnd_limited", traffic.windowLimitedNs() / US);
        names.put("tcpi_sndbuf_limited", traffic.bufferLimitedNs() / US);
        names.put("tcpi_last_data_sent", sinceMs(info, traffic.lastDataSentNs()));
        names.put("tcpi_last_data_recv", sinceMs(info, traffic.lastDataReceivedNs()));
        names.put("tcpi_last_ack_recv", sinceMs(info, traffic.lastAckReceivedNs()));
        names.put("tcpi_last_ack_sent", 0L); // nobody notes it, as with Linux
    }

    private static long sinceMs(TcpInfo info, long thenNs) {
        return (info.filledNs() - thenNs) / MS;
    }

    private static void putLosses(Map<String, Long> names, TcpInfo info) {
        names.put("tcpi_sacked", segments(info, info.sackedOctets()));
        names.put("tcpi_lost", segments(info, info.lostOctets()));
        names.put("tcpi_retrans", segments(info, info.retransmittedOctets()));
        names.put("tcpi_reordering", (long) info.reordering());
        names.put("tcpi_reord_seen", info.reorderingSeen() ? 1L : 0L);
        names.put("tcpi_delivered", segments(info, info.deliveredOctets()));
        names.put("tcpi_dsack_dups", info.duplicatesReported());
    }

    private static long segments(TcpInfo info, long octets) {
        return octets == 0 ? 0 : (octets + info.sndMss() - 1) / info.sndMss();
    }

    /// In segments, as the congestion window is.
    private static long threshold(TcpInfo info) {
        final boolean none = info.sndSsthresh() >= Integer.MAX_VALUE || info.sndMss() == 0;
        return none ? Integer.MAX_VALUE : info.sndSsthresh() / info.sndMss();
    }

    private static long options(TcpInfo info) {
        return (info.timestamps() ? OPTION_TIMESTAMPS : 0)
                | (info.sack() ? OPTION_SACK : 0)
                | (info.windowScaling() ? OPTION_SCALING : 0)
                | (info.ecn() ? OPTION_ECN : 0)
                | (info.marksSeen() > 0 ? OPTION_ECN_SEEN : 0);
    }
}
