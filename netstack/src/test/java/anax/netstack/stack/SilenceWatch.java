package anax.netstack.stack;

import anax.netstack.link.DecoratedLink;
import anax.netstack.link.DecoratedQueue;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import java.util.HashMap;
import java.util.Map;

/// The link of a host that sends one stream with timestamps, which looks whether the host is ever silent for longer
/// than the arithmetic of RFC 6298 lets it while something is under way: the time-out from which it begins, twice as
/// long after each time-out in a row, and never over a minute. The row ends with an acknowledgment that measures:
/// one that echoes no stamp that is older than a second copy of what it is for, and is for no SYN that went twice.
///
/// Owner: one test. Allocates.
final class SilenceWatch extends DecoratedLink {
    private static final long LEAST_TIMEOUT_NS = 1_000_000_000L;
    private static final long MOST_TIMEOUT_NS = 60_000_000_000L;
    private static final long TICK_NS = 1_000_000L;
    private static final int DOUBLINGS_TO_MOST = 6;

    private final long firstTimeoutNs;
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final TcpOptions options = new TcpOptions();
    private final Map<Integer, Integer> lastStamps = new HashMap<>(); // of what is not acknowledged, by its number
    private final Map<Integer, Integer> secondCopies = new HashMap<>(); // the last stamps of those that went again

    private boolean open;
    private int iss;
    private int una;
    private int next;
    private long lastNs;
    private int row;
    private int longestRow;
    private long longestNs;
    private String broken = "";

    /// @param firstTimeoutNs the longest time-out that anything that can be measured on this way leads to
    SilenceWatch(Link inner, long firstTimeoutNs) {
        super(inner);
        this.firstTimeoutNs = firstTimeoutNs;
    }

    /// The first silence that was too long, in words; empty if there was none.
    String broken() {
        return broken;
    }

    /// The most time-outs in a row.
    int longestRow() {
        return longestRow;
    }

    /// The longest silence of the sender while something was under way.
    long longestNs() {
        return longestNs;
    }

    private void onSent(Packet packet, long nowNs) {
        if (!wrap(packet)) {
            return;
        }
        final int end = tcp.seq() + tcp.sequenceLength();
        if (end == tcp.seq()) {
            return;
        }
        if (!open) {
            open = true;
            iss = tcp.seq();
            una = iss;
            next = una;
        }
        if (next != una) {
            afterSilence(nowNs - lastNs);
        }
        lastNs = nowNs;
        if (lastStamps.put(tcp.seq(), options.tsVal()) != null) {
            secondCopies.put(tcp.seq(), options.tsVal());
        }
        if (end - next > 0) {
            next = end;
        }
    }

    private void afterSilence(long silenceNs) {
        longestNs = Math.max(longestNs, silenceNs);
        final long allowedNs = Math.min(MOST_TIMEOUT_NS, firstTimeoutNs << Math.min(row, DOUBLINGS_TO_MOST));
        if (silenceNs > allowedNs + TICK_NS && broken.isEmpty()) {
            broken = "silent for %,d us after %d time-outs in a row, when %,d us are the most"
                    .formatted(silenceNs / 1_000, row, allowedNs / 1_000);
        }
        if (silenceNs >= LEAST_TIMEOUT_NS) {
            longestRow = Math.max(longestRow, ++row);
        }
    }

    private void onReceived(Packet packet, long nowNs) {
        if (!open || !wrap(packet) || tcp.ack() - una <= 0) {
            return;
        }
        final int ack = tcp.ack();
        final int echo = options.tsEcr();
        final boolean measures = secondCopies.entrySet().stream()
                .filter(copy -> copy.getKey() - ack < 0)
                .noneMatch(copy -> copy.getKey() == iss || echo - copy.getValue() < 0);
        row = measures ? 0 : row;
        lastStamps.keySet().removeIf(seq -> seq - ack < 0);
        secondCopies.keySet().removeIf(seq -> seq - ack < 0);
        una = ack;
        lastNs = nowNs;
    }

    private boolean wrap(Packet packet) {
        if (!ip.wrap(packet.buffer(), packet.offset(), packet.length()) || ip.protocol() != Ipv4Header.TCP) {
            return false;
        }
        final int length = ip.totalLength() - ip.headerLength();
        return tcp.wrap(packet.buffer(), packet.offset() + ip.headerLength(), length)
                && options.wrap(packet.buffer(), tcp.optionsOffset(), tcp.optionsLength())
                && options.hasTimestamps();
    }

    @Override
    public LinkQueue queue(int index) {
        return new Queue(inner().queue(index));
    }

    /// Its queue. Owner: one CPU.
    private final class Queue extends DecoratedQueue {
        private Queue(LinkQueue watched) {
            super(watched);
        }

        @Override
        public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
            return super.poll(nowNs, limit, pool, packet -> {
                onReceived(packet, nowNs);
                sink.onPacket(packet);
            });
        }

        @Override
        public boolean send(Packet packet, long nowNs) {
            onSent(packet, nowNs);
            return super.send(packet, nowNs);
        }
    }
}
