package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.Packet;
import java.nio.ByteBuffer;

/// An ordinary thread's request for a datagram: the netisr copies it to where the thread wants it, so that no packet
/// ever leaves the machine.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; at home, the thread that made it.
final class CopyingReceive extends ReceiveRequest {
    private ByteBuffer buffer;
    private byte[] array;
    private int at;
    private int room;
    private DatagramOrigin origin;
    private int copied;

    /// Says where the octets go: to a buffer, from its position on. The position stays.
    ///
    /// @param about is told where the datagram came from; may be null
    CopyingReceive into(ByteBuffer target, DatagramOrigin about) {
        buffer = target;
        at = target.position();
        room = target.remaining();
        origin = about;
        return this;
    }

    /// Says where the octets go: into an array.
    CopyingReceive into(byte[] target, int offset, int length, DatagramOrigin about) {
        array = target;
        at = offset;
        room = length;
        origin = about;
        return this;
    }

    /// How many octets were copied, if the result was [#RECEIVED].
    int copied() {
        return copied;
    }

    /// Forgets what belongs to the caller.
    void forget() {
        buffer = null;
        array = null;
        origin = null;
        aimAtNone();
    }

    @Override
    void accept(Packet packet, EngineEnvironment ofOwner) {
        copied = Math.min(room, packet.length());
        if (array != null) {
            packet.buffer().getBytes(packet.offset(), array, at, copied);
        } else {
            packet.buffer().getBytes(packet.offset(), buffer, at, copied); // wherever its position is by now
        }
        if (origin != null) {
            origin.note(packet);
        }
        ofOwner.deliver(packet);
    }
}
