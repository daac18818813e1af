package anax.netstack.stack;

import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/// Frames as a test writes them, right in every octet unless it says otherwise, and views of those that came back.
///
/// Owner: none, it keeps no state.
public final class Frames {
    private Frames() {}

    /// An IPv4 address as its 32 bits.
    public static int v4(String address) {
        return IpAddress.parse(address).v4();
    }

    /// So many octets, each another one than the next.
    public static byte[] octets(int count) {
        final byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (i * 7 + (i >>> 8));
        }
        return octets;
    }

    /// Octets that follow each other.
    public static byte[] join(byte[]... parts) {
        byte[] joined = new byte[0];
        for (final byte[] part : parts) {
            final int before = joined.length;
            joined = Arrays.copyOf(joined, before + part.length);
            System.arraycopy(part, 0, joined, before, part.length);
        }
        return joined;
    }

    /// An Ethernet frame from the neighbour.
    public static byte[] ethernet(long dst, int etherType, byte[] payload) {
        final byte[] frame = new byte[EthernetHeader.HEADER_LENGTH + payload.length];
        new EthernetHeader()
                .wrapNew(new UnsafeBuffer(frame), 0, frame.length)
                .dst(dst)
                .src(LonePartition.NEIGHBOR_STATION)
                .etherType(etherType);
        System.arraycopy(payload, 0, frame, EthernetHeader.HEADER_LENGTH, payload.length);
        return frame;
    }

    /// An ARP packet in a frame.
    public static byte[] arp(long dst, int operation, long senderMac, int senderIp, long targetMac, int targetIp) {
        final byte[] arp = new byte[ArpHeader.LENGTH];
        new ArpHeader()
                .wrapNew(new UnsafeBuffer(arp), 0)
                .operation(operation)
                .sender(senderMac, senderIp)
                .target(targetMac, targetIp);
        return ethernet(dst, EthernetHeader.ARP, arp);
    }

    /// A UDP datagram's header and payload.
    public static byte[] udp(int src, int dst, int srcPort, int dstPort, byte[] payload) {
        final byte[] udp = new byte[UdpHeader.HEADER_LENGTH + payload.length];
        System.arraycopy(payload, 0, udp, UdpHeader.HEADER_LENGTH, payload.length);
        new UdpHeader()
                .wrapNew(new UnsafeBuffer(udp), 0, udp.length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(src, dst, Ipv4Header.UDP, udp.length));
        return udp;
    }

    /// A UDP datagram from the neighbour to the host.
    public static Ip udpToUs(int srcPort, int dstPort, byte[] payload) {
        final int src = LonePartition.NEIGHBOR.v4();
        final int dst = LonePartition.OWN.v4();
        return ip(Ipv4Header.UDP, udp(src, dst, srcPort, dstPort, payload));
    }

    /// An ICMP message whose last four octets of header are `rest`.
    public static byte[] icmp(int type, int code, int rest, byte[] payload) {
        final byte[] icmp = new byte[IcmpHeader.HEADER_LENGTH + payload.length];
        System.arraycopy(payload, 0, icmp, IcmpHeader.HEADER_LENGTH, payload.length);
        new IcmpHeader()
                .wrapNew(new UnsafeBuffer(icmp), 0, icmp.length, type, code)
                .identifier(rest >>> 16)
                .sequence(rest & 0xFFFF)
                .fillChecksum();
        return icmp;
    }

    /// A datagram with an echo request.
    public static Ip echo(byte[] payload) {
        return ip(Ipv4Header.ICMP, icmp(IcmpHeader.ECHO, 0, 0x1234_0001, payload));
    }

    /// A datagram from the neighbour to the host.
    public static Ip ip(int protocol, byte[] payload) {
        return new Ip(protocol, payload);
    }

    /// The IP header of a frame that was sent; its checksum must be right.
    public static Ipv4Header ipOf(byte[] frame) {
        return datagram(LonePartition.datagramOf(frame));
    }

    /// The IP header of a datagram; its checksum must be right.
    public static Ipv4Header datagram(byte[] datagram) {
        final Ipv4Header ip = new Ipv4Header();
        if (!ip.wrap(new UnsafeBuffer(datagram), 0, datagram.length) || !ip.verifies()) {
            throw new AssertionError("no IPv4 datagram with a right checksum: " + Arrays.toString(datagram));
        }
        return ip;
    }

    /// What the datagram in a frame carries.
    public static byte[] payloadOf(byte[] frame) {
        final Ipv4Header ip = ipOf(frame);
        final byte[] datagram = LonePartition.datagramOf(frame);
        return Arrays.copyOfRange(datagram, ip.payloadOffset(), ip.totalLength());
    }

    /// The ICMP message in a frame that was sent; its checksum must be right.
    public static IcmpHeader icmpOf(byte[] frame) {
        final byte[] payload = payloadOf(frame);
        final IcmpHeader icmp = new IcmpHeader();
        if (!icmp.wrap(new UnsafeBuffer(payload), 0, payload.length) || !icmp.verifies()) {
            throw new AssertionError("no ICMP message with a right checksum: " + Arrays.toString(payload));
        }
        return icmp;
    }

    /// The ARP packet in a frame that was sent.
    public static ArpHeader arpOf(byte[] frame) {
        final ArpHeader arp = new ArpHeader();
        if (etherTypeOf(frame) != EthernetHeader.ARP
                || !arp.wrap(new UnsafeBuffer(LonePartition.datagramOf(frame)), 0, frame.length - 14)) {
            throw new AssertionError("no ARP packet: " + Arrays.toString(frame));
        }
        return arp;
    }

    /// What a frame that was sent carries.
    public static int etherTypeOf(byte[] frame) {
        return ethernetOf(frame).etherType();
    }

    /// Which station a frame was sent to.
    public static long stationOf(byte[] frame) {
        return ethernetOf(frame).dst();
    }

    private static EthernetHeader ethernetOf(byte[] frame) {
        final EthernetHeader ethernet = new EthernetHeader();
        ethernet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        return ethernet;
    }

    /// An IPv4 datagram in the making: from the neighbour to the host, with a TTL of 64. Owner: one test.
    public static final class Ip {
        private final int protocol;
        private final byte[] payload;
        private int src = LonePartition.NEIGHBOR.v4();
        private int dst = LonePartition.OWN.v4();
        private int ttl = 64;
        private int service;
        private int identification = 77;
        private int fragmentOffset;
        private boolean moreFragments;
        private boolean dontFragment;
        private byte[] options = new byte[0];

        private Ip(int protocol, byte[] payload) {
            this.protocol = protocol;
            this.payload = payload;
        }

        public Ip from(int address) {
            src = address;
            return this;
        }

        public Ip from(String address) {
            return from(v4(address));
        }

        public Ip to(int address) {
            dst = address;
            return this;
        }

        public Ip to(String address) {
            return to(v4(address));
        }

        public Ip ttl(int value) {
            ttl = value;
            return this;
        }

        public Ip service(int value) {
            service = value;
            return this;
        }

        public Ip identification(int value) {
            identification = value;
            return this;
        }

        public Ip fragment(int offset, boolean more) {
            fragmentOffset = offset;
            moreFragments = more;
            return this;
        }

        public Ip dontFragment() {
            dontFragment = true;
            return this;
        }

        /// Options, whose length must be a multiple of four.
        public Ip options(int... octets) {
            options = new byte[octets.length];
            for (int i = 0; i < octets.length; i++) {
                options[i] = (byte) octets[i];
            }
            return this;
        }

        /// The datagram.
        public byte[] octets() {
            final int header = Ipv4Header.MIN_HEADER_LENGTH + options.length;
            final byte[] datagram = new byte[header + payload.length];
            System.arraycopy(options, 0, datagram, Ipv4Header.MIN_HEADER_LENGTH, options.length);
            System.arraycopy(payload, 0, datagram, header, payload.length);
            new Ipv4Header()
                    .wrapNew(new UnsafeBuffer(datagram), 0, header, datagram.length)
                    .dscp(service >>> 2)
                    .ecn(service & 3)
                    .identification(identification)
                    .fragmentOffset(fragmentOffset)
                    .moreFragments(moreFragments)
                    .dontFragment(dontFragment)
                    .ttl(ttl)
                    .protocol(protocol)
                    .src(src)
                    .dst(dst)
                    .fillChecksum();
            return datagram;
        }

        /// The datagram in a frame to the host.
        public byte[] frame() {
            return frameTo(LonePartition.OWN_STATION);
        }

        /// The datagram in a frame to a station.
        public byte[] frameTo(long station) {
            return ethernet(station, EthernetHeader.IPV4, octets());
        }

        /// The datagram cut into fragments of so many octets of payload, which must be a multiple of eight.
        public Ip[] cut(int most) {
            final Ip[] pieces = new Ip[(payload.length + most - 1) / most];
            for (int i = 0; i < pieces.length; i++) {
                final int at = i * most;
                final byte[] part = Arrays.copyOfRange(payload, at, Math.min(payload.length, at + most));
                pieces[i] = new Ip(protocol, part)
                        .from(src)
                        .to(dst)
                        .ttl(ttl)
                        .identification(identification)
                        .fragment(at, at + part.length < payload.length);
            }
            return pieces;
        }
    }
}
