package anax.bench.udp;

import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.FlowShares;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;

/// The other end of a link on one CPU: keeps a number of datagrams under way, each of another flow of this CPU.
///
/// Owner: one lightweight thread of the CPU; any thread may ask for more echoes. Allocates when made. While nothing is
/// wanted it sleeps for [#REST_NS] at a time.
final class EchoLoad {
    private static final int WINDOW = 64;
    private static final int BATCH = 32;
    private static final int PAYLOAD = 64;
    private static final int FIRST_PORT = 1_024;
    private static final long REST_NS = 20_000;

    private final LinkQueue queue;
    private final PacketPool pool;
    private final Packet[] flows = new Packet[WINDOW];
    private final PacketSink sink = this::onEcho;
    private long back;
    private volatile long wanted;
    private volatile long done;
    private volatile boolean ended;

    EchoLoad(LinkQueue queue, int cpu, FlowShares shares, int from, int to, int port) {
        this.queue = queue;
        pool = new PacketPool(cpu, PacketPoolConfig.standard(), () -> true);
        int srcPort = FIRST_PORT;
        for (int flow = 0; flow < WINDOW; srcPort++) {
            if (shares.table().cpu(shares.hash().hash(from, to, srcPort, port)) == cpu) {
                flows[flow++] = datagram(from, to, srcPort, port);
            }
        }
    }

    /// Has it fetch so many echoes in all since it began.
    void want(long inAll) {
        wanted = inAll;
    }

    /// How many it was asked for.
    long wanted() {
        return wanted;
    }

    /// True if all are back.
    boolean isDone() {
        return done >= wanted;
    }

    /// Has its thread end.
    void end() {
        ended = true;
    }

    /// The thread's body.
    void run() {
        long sent = 0;
        int next = 0;
        while (!ended) {
            final long most = Math.min(wanted, back + WINDOW);
            for (int i = 0; i < BATCH && sent < most && queue.send(flows[next], 0); i++) {
                sent++;
                next = next + 1 == WINDOW ? 0 : next + 1;
            }
            queue.flush(0);
            queue.poll(0, BATCH, pool, sink);
            if (sent == back && back >= wanted) {
                done = back;
                Lwkt.blockUntil("more to do", Cpu.current().nowNs() + REST_NS);
            } else {
                Lwkt.giveWay();
            }
        }
    }

    private void onEcho(Packet echo) {
        back++;
        pool.takeBack(echo);
    }

    private Packet datagram(int from, int to, int srcPort, int dstPort) {
        final int length = UdpHeader.HEADER_LENGTH + PAYLOAD;
        final Packet packet = pool.allocate(Ipv4Header.MIN_HEADER_LENGTH + length);
        packet.range(packet.offset(), Ipv4Header.MIN_HEADER_LENGTH + length);
        final Ipv4Header ip = new Ipv4Header()
                .wrapNew(packet.buffer(), packet.offset(), packet.length())
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(from)
                .dst(to)
                .fillChecksum();
        new UdpHeader()
                .wrapNew(packet.buffer(), ip.payloadOffset(), length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(from, to, Ipv4Header.UDP, length));
        return packet;
    }
}
