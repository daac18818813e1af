package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;
import java.nio.ByteBuffer;

/// An ordinary thread's request to send a datagram: the netisr copies it from where the thread has it.
///
/// Owner: as every [StackMessage]; at home, the thread that made it. Its result is one of [SendResult].
final class CopyingSend extends StackMessage {
    private UdpEndpoint endpoint;
    private ByteBuffer buffer;
    private byte[] array;
    private int at;
    private int length;
    private int segmentOctets;
    private int address;
    private int port;

    /// Says who sends, and where to.
    CopyingSend aim(UdpEndpoint from, int toAddress, int toPort) {
        endpoint = from;
        address = toAddress;
        port = toPort;
        return this;
    }

    /// Says of how many octets each datagram is to be that it is sent as; 0 for one datagram.
    CopyingSend inSegments(int octets) {
        segmentOctets = octets;
        return this;
    }

    /// Says what to send: what a buffer holds. Its position stays.
    CopyingSend of(ByteBuffer payload) {
        buffer = payload;
        at = payload.position();
        length = payload.remaining();
        return this;
    }

    /// Says what to send: a part of an array.
    CopyingSend of(byte[] payload, int offset, int octets) {
        array = payload;
        at = offset;
        length = octets;
        return this;
    }

    /// Forgets what belongs to the caller.
    void forget() {
        endpoint = null;
        buffer = null;
        array = null;
    }

    @Override
    protected int serve(Partition partition) {
        final Packet packet = partition.environment().originate(length);
        if (packet == null) {
            return SendResult.NO_MEMORY;
        }
        packet.range(packet.offset(), length);
        if (array != null) {
            packet.buffer().putBytes(packet.offset(), array, at, length);
        } else {
            packet.buffer().putBytes(packet.offset(), buffer, at, length); // wherever its position is by now
        }
        if (segmentOctets > 0) {
            packet.gso(Packet.GSO_UDP, segmentOctets);
        }
        return partition.udpOutput().send(endpoint, packet, address, port);
    }
}
