package anax.netstack.socket;

import anax.netstack.packet.Packet;
import anax.netstack.wire.IpAddress;

/// Where a datagram came from, and what else is known of one that a [BlockingUdpSocket] received.
///
/// Owner: the thread that receives with it. Made once and filled by one receive after the other.
public final class DatagramOrigin {
    private int address;
    private int port;
    private int dstAddress;
    private int length;
    private int segmentOctets;
    private long arrivedNs;

    /// Makes one that names nobody.
    public DatagramOrigin() {}

    /// Where it came from, as the 32 bits of an IPv4 address.
    public int addressV4() {
        return address;
    }

    /// Where it came from. Allocates.
    public IpAddress address() {
        return IpAddress.of(address);
    }

    /// The port that it came from.
    public int port() {
        return port;
    }

    /// Which of this host's addresses, or which group, it came to, as the 32 bits of an IPv4 address.
    public int dstAddressV4() {
        return dstAddress;
    }

    /// Octets of its payload, those included that the reader's buffer had no room for.
    public int length() {
        return length;
    }

    /// Octets of each datagram but the last, which may be shorter, if several came together; 0 if it is a single
    /// one.
    public int segmentOctets() {
        return segmentOctets;
    }

    /// When it came, on the machine's clock.
    public long arrivedNs() {
        return arrivedNs;
    }

    /// Notes what is known of a packet.
    void note(Packet packet) {
        address = packet.srcAddress();
        port = packet.srcPort();
        dstAddress = packet.dstAddress();
        length = packet.length();
        segmentOctets = Datagram.segmentOctets(packet);
        arrivedNs = packet.arrivedNs();
    }
}
