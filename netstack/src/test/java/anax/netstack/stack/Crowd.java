package anax.netstack.stack;

import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;

/// Peers without number at the far end of a raw link, each with an address and port of its own: they answer by what
/// comes alone, so that none of them takes memory.
///
/// Owner: one test; the CPU whose thread calls. What cannot be sent at once waits on the virtual clock.
public final class Crowd {
    /// Where its addresses begin: 198.18.0.0/15 is for tests (RFC 2544).
    public static final int FIRST_ADDRESS = Frames.v4("198.18.0.1");

    private static final int PORTS = 50_000;
    private static final int FIRST_PORT = 10_000;
    private static final int ISS = 77_000;
    private static final long STEP_NS = 10_000;
    private static final int BATCH = 256;
    private static final int SYN_OPTIONS = 20;
    private static final int OPTIONS = 12;

    /// MSS 1460, SACK permitted, timestamps, scale 7; and for all other segments timestamps alone.
    private static final byte[] OF_SYN = {2, 4, 5, (byte) 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7};

    private static final byte[] OF_OTHERS = {1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0};

    /// What a peer does once its connection is open.
    public enum Manner {
        /// Hears nothing, and says nothing: its connections stay half open.
        DEAF,

        /// Says a single octet and acknowledges all that comes.
        POLITE,

        /// Asks for more than it takes: its window is of one octet.
        TINY_WINDOW,

        /// Asks for more than it takes: its window is closed from then on.
        CLOSED_WINDOW,

        /// Says octets one by one with holes between them, and never what belongs into the holes.
        HOLES
    }

    private final LinkQueue queue;
    private final PacketPool pool =
            new PacketPool(0, PacketPoolConfig.standard().withSlots(4_096, 1), () -> true);
    private final int host;
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private Manner manner = Manner.POLITE;
    private int asked = 1;
    private long opened;
    private long octets;
    private long resets;

    /// @param far  the far end of the link
    /// @param host whom it is after
    public Crowd(Link far, IpAddress host) {
        queue = far.queue(0);
        this.host = host.v4();
    }

    /// Has peers behave otherwise from now on.
    ///
    /// @param octetsAsked how many octets each of them says when its connection is open
    public Crowd behave(Manner next, int octetsAsked) {
        manner = next;
        asked = octetsAsked;
        return this;
    }

    /// Whom it is after.
    public int host() {
        return host;
    }

    /// How many connections were opened.
    public long opened() {
        return opened;
    }

    /// How many octets came.
    public long octets() {
        return octets;
    }

    /// How many connections were reset.
    public long resets() {
        return resets;
    }

    /// Peer `number` asks for a connection.
    public void open(int number, int port) {
        segment(address(number), host, port(number), port, TcpHeader.SYN, ISS, 0, 65_535, 0);
    }

    /// A segment out of nowhere.
    public void segment(int number, int port, int flags, int seq, int ack, int length) {
        segment(address(number), host, port(number), port, flags, seq, ack, 1_000, length);
    }

    /// A datagram of any protocol out of nowhere.
    public void datagram(int number, int protocol, byte[] payload, int fragment, boolean more) {
        final int total = Ipv4Header.MIN_HEADER_LENGTH + payload.length;
        final Packet packet = pool.allocate(total);
        final int at = packet.offset();
        packet.range(at, total);
        packet.buffer().putBytes(at + Ipv4Header.MIN_HEADER_LENGTH, payload);
        ip.wrapNew(packet.buffer(), at, total)
                .ttl(64)
                .identification(number & 0xffff)
                .protocol(protocol)
                .fragmentOffset(fragment)
                .moreFragments(more)
                .src(address(number))
                .dst(host)
                .fillChecksum();
        send(packet);
    }

    /// The address of a peer.
    public static int address(int number) {
        return FIRST_ADDRESS + number / PORTS;
    }

    private static int port(int number) {
        return FIRST_PORT + number % PORTS;
    }

    /// Takes what has come, and answers it.
    ///
    /// @return how many datagrams
    public int poll() {
        final int taken = queue.poll(Cpu.current().nowNs(), BATCH, pool, this::onPacket);
        queue.flush(Cpu.current().nowNs());
        return taken;
    }

    /// Takes and answers for so long.
    public void pollFor(long ns) {
        final long untilNs = Cpu.current().nowNs() + ns;
        while (Cpu.current().nowNs() - untilNs < 0) {
            poll();
            Lwkt.blockUntil("the crowd", Cpu.current().nowNs() + STEP_NS);
        }
    }

    private void onPacket(Packet packet) {
        if (ip.wrap(packet.buffer(), packet.offset(), packet.length())
                && ip.protocol() == Ipv4Header.TCP
                && tcp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength())) {
            onSegment();
        }
        pool.takeBack(packet);
    }

    private void onSegment() {
        final int from = ip.dst();
        final int to = ip.src();
        final int ownPort = tcp.dstPort();
        final int port = tcp.srcPort();
        final int seq = tcp.seq();
        final int ack = tcp.ack();
        if (tcp.has(TcpHeader.RST)) {
            resets++;
        } else if (manner == Manner.DEAF) {
            return;
        } else if (tcp.has(TcpHeader.SYN | TcpHeader.ACK)) {
            opened++;
            opened(from, to, ownPort, port, seq, ack);
        } else if (tcp.sequenceLength() > 0) {
            octets += tcp.payloadLength();
            onData(from, to, ownPort, port, seq, ack);
        }
    }

    private void opened(int from, int to, int ownPort, int port, int seq, int ack) {
        switch (manner) {
            case DEAF -> {}
            case POLITE -> segment(from, to, ownPort, port, TcpHeader.ACK, ack, seq + 1, 500, asked);
            case TINY_WINDOW, CLOSED_WINDOW -> {
                segment(from, to, ownPort, port, TcpHeader.ACK, ack, seq + 1, window(), 0);
                segment(from, to, ownPort, port, TcpHeader.ACK, ack, seq + 1, window(), asked);
            }
            case HOLES -> {
                segment(from, to, ownPort, port, TcpHeader.ACK, ack, seq + 1, 500, 0);
                for (int i = 0; i < asked; i++) {
                    segment(from, to, ownPort, port, TcpHeader.ACK, ack + 1 + 2 * i, seq + 1, 500, 1);
                }
            }
        }
    }

    /// Of what did not fit the window nothing is taken.
    private void onData(int from, int to, int ownPort, int port, int seq, int ack) {
        final int taken = manner == Manner.CLOSED_WINDOW ? 0 : tcp.sequenceLength();
        segment(from, to, ownPort, port, TcpHeader.ACK, ack, seq + taken, window(), 0);
    }

    private int window() {
        return switch (manner) {
            case TINY_WINDOW -> 1;
            case CLOSED_WINDOW -> 0;
            default -> 500;
        };
    }

    private void segment(
            int from, int to, int srcPort, int dstPort, int flags, int seq, int ack, int window, int length) {
        final byte[] written = (flags & TcpHeader.SYN) != 0 ? OF_SYN : OF_OTHERS;
        final int header = TcpHeader.MIN_HEADER_LENGTH + ((flags & TcpHeader.SYN) != 0 ? SYN_OPTIONS : OPTIONS);
        final int total = Ipv4Header.MIN_HEADER_LENGTH + header + length;
        final Packet packet = pool.allocate(total);
        final int at = packet.offset();
        packet.range(at, total);
        final Ipv4Header answer = new Ipv4Header()
                .wrapNew(packet.buffer(), at, total)
                .ttl(64)
                .protocol(Ipv4Header.TCP)
                .dontFragment(true)
                .src(from)
                .dst(to)
                .fillChecksum();
        packet.buffer().putBytes(answer.payloadOffset() + TcpHeader.MIN_HEADER_LENGTH, written);
        packet.buffer().setMemory(answer.payloadOffset() + header, length, (byte) 'x');
        new TcpHeader()
                .wrapNew(packet.buffer(), answer.payloadOffset(), header, header + length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .seq(seq)
                .ack(ack)
                .flags(flags)
                .window(window)
                .fillChecksum(answer.pseudoHeaderSum());
        send(packet);
    }

    private void send(Packet packet) {
        final boolean sent = queue.send(packet, Cpu.current().nowNs());
        pool.takeBack(packet);
        assert sent : "the link has no room for what the crowd says at once";
    }

    /// What was said leaves now.
    public void flush() {
        queue.flush(Cpu.current().nowNs());
    }
}
