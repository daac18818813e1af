package anax.netstack.ip;

import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import java.nio.ByteOrder;

/// What an ICMP error said, for a socket that wants to know more than which kind it was.
///
/// Owner: nobody, it never changes. Allocated for sockets that ask for it only.
///
/// @param error    which kind it was
/// @param type     its type
/// @param code     its code
/// @param mtu      the MTU of the link that what it quotes was too long for; 0 if it was something else
/// @param offender the IPv4 address that it came from
public record ErrorReport(IcmpError error, int type, int code, int mtu, int offender) {
    private static final int CODE = 1;
    private static final int MTU = 6;

    /// Reads a message.
    ///
    /// @param packet whose transport header is ICMP's; it stays the caller's
    public static ErrorReport of(Packet packet, IcmpError error) {
        final int at = packet.transportOffset();
        final int type = packet.buffer().getByte(at) & 0xFF;
        final int code = packet.buffer().getByte(at + CODE) & 0xFF;
        final boolean tooLong = type == IcmpHeader.UNREACHABLE && code == IcmpHeader.FRAGMENTATION_NEEDED;
        final int mtu = tooLong ? packet.buffer().getShort(at + MTU, ByteOrder.BIG_ENDIAN) & 0xFFFF : 0;
        return new ErrorReport(error, type, code, mtu, packet.srcAddress());
    }
}
