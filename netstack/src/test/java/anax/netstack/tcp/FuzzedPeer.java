package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Instructions;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/// The far end of one flow of a [SegmentProgram]: what it has heard last decides which numbers are the right ones, so
/// that a program can say "the right one" or "three less".
///
/// Owner: one program. An octet that it sends is that which stands at its number, in any repetition; so is each that
/// the host sends, counted from the host's SYN, which is asserted.
final class FuzzedPeer {
    private static final int LONGEST = 1_400;
    private static final int FULL_WINDOW = 65_535;
    private static final int NUMBER = 5_000;

    final int port;
    int hostPort;
    byte[] lastHeard; // the datagram that came last, for errors that quote it
    private int next = NUMBER; // the number of the next octet that it sends
    private int irs = NUMBER;
    private int heardNext;
    private int heardFirst;
    private int heardAck;
    private int heardWindow;
    private final Map<Integer, Integer> hostIss = new HashMap<>(); // by the host's port
    private int heardStamp;
    private boolean hostStamps;
    private boolean stamps;
    private int stamp = 1;
    private byte[] lastSent;

    FuzzedPeer(int port, int hostPort) {
        this.port = port;
        this.hostPort = hostPort;
    }

    /// Hears a datagram of its flow.
    void hears(byte[] datagram, byte[] segment) {
        final TcpHeader tcp = Seg.headerOf(segment);
        lastHeard = datagram;
        if ((tcp.flags() & TcpHeader.SYN) != 0) {
            hostIss.put(tcp.srcPort(), tcp.seq());
            heardFirst = tcp.seq();
            hostStamps = false;
        }
        readStamp(segment, tcp);
        if ((tcp.flags() & TcpHeader.RST) != 0) {
            return;
        }
        final int extra = ((tcp.flags() & TcpHeader.SYN) != 0 ? 1 : 0) + ((tcp.flags() & TcpHeader.FIN) != 0 ? 1 : 0);
        final int end = tcp.seq() + tcp.payloadLength() + extra;
        if (Seq.gt(end, heardNext) || (tcp.flags() & TcpHeader.SYN) != 0) {
            heardNext = end;
        }
        if ((tcp.flags() & TcpHeader.ACK) != 0) {
            heardAck = tcp.ack();
            heardWindow = tcp.window();
        }
        for (int i = 0; i < tcp.payloadLength(); i++) {
            final int number = tcp.seq() + i - hostIss.get(tcp.srcPort());
            assertThat(segment[tcp.payloadOffset() + i])
                    .as("octet %d of what the host sends", number)
                    .isEqualTo(Seg.octetAt(number));
        }
    }

    private void readStamp(byte[] segment, TcpHeader tcp) {
        final int length = tcp.headerLength() - TcpHeader.MIN_HEADER_LENGTH;
        final TcpOptions options = new TcpOptions();
        if (!options.wrap(new UnsafeBuffer(segment), TcpHeader.MIN_HEADER_LENGTH, length)) {
            throw new AssertionError("the host's options: " + Arrays.toString(segment));
        }
        while (options.next()) {
            if (options.kind() == TcpOptions.TIMESTAMPS) {
                heardStamp = options.tsVal();
                hostStamps = true;
            }
        }
    }

    /// A SYN, or what answers the host's.
    byte[] syn(Instructions in, boolean answers) {
        final int choice = in.next();
        irs = NUMBER + 64 * (choice & 3);
        next = irs + 1;
        stamps = (choice & 8) != 0;
        Seg syn = (answers ? Seg.synAck().ack(heardNext) : Seg.syn()).seq(irs).win(FULL_WINDOW);
        syn = (choice & 4) != 0 ? syn.mss(536 + 8 * in.next()) : syn;
        syn = (choice & 16) != 0 ? syn.options(1, 1, 4, 2) : syn;
        syn = (choice & 32) != 0 ? syn.scale(in.next(20)) : syn;
        syn = stamps ? syn.ts(stamp++, answers ? heardStamp : 0) : syn;
        return sends((choice & 64) != 0 ? syn.and(TcpHeader.ECE | TcpHeader.CWR) : syn);
    }

    /// The acknowledgment of all that it heard.
    byte[] ack() {
        return sends(right(Seg.ack()));
    }

    /// The acknowledgment of less.
    byte[] ackOf(Instructions in) {
        return sends(right(Seg.ack()).ack(heardNext - in.next() * 8).win(in.nextShort()));
    }

    /// As many octets in their order, with more flags.
    byte[] data(int length, int flags) {
        final Seg seg = right(Seg.push(Math.min(length, LONGEST)).and(flags));
        next += seg.length + ((flags & TcpHeader.FIN) != 0 ? 1 : 0);
        return sends(seg);
    }

    /// Octets that leave a gap before them.
    byte[] dataAhead(int gap, int length) {
        final Seg seg = right(Seg.data(Math.min(length, LONGEST)));
        return sends(seg.seq(seg.seq + gap));
    }

    /// A reset, right or a little beside.
    byte[] reset(int beside) {
        return sends(right(Seg.rst()).seq(heardAck + beside));
    }

    /// An acknowledgment that reports octets as having come.
    byte[] report(Instructions in) {
        final int[] edges = new int[2 * (1 + in.next(3))];
        final int una = heardNext - 256 * in.next(64);
        for (int i = 0; i < edges.length; i += 2) {
            edges[i] = una + 32 * in.next();
            edges[i + 1] = edges[i] + 32 * in.nextSigned();
        }
        return sends(right(Seg.ack()).ack(una).sack(edges));
    }

    /// Any segment at all.
    byte[] any(Instructions in) {
        final int choice = in.next();
        final Seg seg = right(Seg.none().and(in.next() & 0xFF));
        seg.length = (choice & 1) != 0 ? 8 * in.next() : in.next(4);
        seg.seq = switch (choice >>> 1 & 3) {
            case 0 -> heardAck + in.nextSigned();
            case 1 -> heardAck + heardWindow + in.nextSigned();
            case 2 -> irs + in.nextSigned();
            default -> in.nextInt();
        };
        seg.ack = switch (choice >>> 3 & 3) {
            case 0 -> heardNext + in.nextSigned();
            case 1 -> heardFirst + in.nextSigned();
            case 2 -> heardNext - FULL_WINDOW + in.nextSigned();
            default -> in.nextInt();
        };
        seg.urgent = in.next();
        if ((choice & 32) != 0) {
            seg.win(in.nextShort());
        }
        if ((choice & 64) != 0) {
            final int[] octets = new int[4 * in.next(6)];
            Arrays.setAll(octets, i -> in.next());
            seg.options = new byte[0];
            seg.options(octets);
        }
        return sends(seg);
    }

    /// The segment that it sent last, once more; null if it has sent none.
    byte[] again() {
        return lastSent;
    }

    private Seg right(Seg seg) {
        seg.seq(next).ack(heardNext).win(FULL_WINDOW);
        return stamps && hostStamps ? seg.ts(stamp++, heardStamp) : seg;
    }

    /// With a SYN the octets begin behind it.
    private byte[] sends(Seg seg) {
        final int from = LonePartition.NEIGHBOR.v4();
        final int to = LonePartition.OWN.v4();
        lastSent = Frames.ip(Ipv4Header.TCP, seg.octets(from, to, port, hostPort, 0))
                .frame();
        return lastSent;
    }
}
