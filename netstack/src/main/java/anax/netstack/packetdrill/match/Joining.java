package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.TcpFlags;

/// Segments that follow each other, as the one segment that a stack with segmentation offload would have handed over.
///
/// Owner: nobody, it keeps no state. All are equally long but for the last one, which may be shorter. FIN, PSH and
/// CWR of inner segments do not count: the whole has FIN and PSH of the last one and all else of the first.
public final class Joining {
    private static final int NOT_COMPARED = TcpFlags.FIN | TcpFlags.PSH | TcpFlags.CWR;

    private Joining() {}

    /// True if more segments should be joined to reach a payload of so many octets.
    public static boolean wantsMore(LivePacket packet, int wanted) {
        return packet.body() instanceof LiveBody.Tcp tcp
                && tcp.payload().length() > 0
                && tcp.payload().length() < wanted;
    }

    /// True if a segment may follow.
    ///
    /// @param whole    what is joined already
    /// @param next     what came after it
    /// @param previous octets of payload of the segment before
    /// @param wanted   octets of payload that the whole should have
    public static boolean fits(LivePacket whole, LivePacket next, int previous, int wanted) {
        if (!(whole.body() instanceof LiveBody.Tcp first) || !(next.body() instanceof LiveBody.Tcp second)) {
            return false;
        }
        final int joined = first.payload().length() + second.payload().length();
        final boolean fitsLength = second.payload().length() == previous
                || (joined == wanted
                        && second.payload().length() < previous
                        && second.payload().length() > 0);
        return fitsLength
                && joined <= wanted
                && ((first.seq() + first.payload().length()) & 0xFFFF_FFFFL) == second.seq()
                && !first.has(TcpFlags.SYN | TcpFlags.RST | TcpFlags.FIN)
                && (first.flags() | NOT_COMPARED) == (second.flags() | NOT_COMPARED)
                && first.ack() == second.ack()
                && first.window() == second.window()
                && first.urgent() == second.urgent()
                && first.options().equals(second.options())
                && first.reserved() == second.reserved()
                && whole.ends().equals(next.ends())
                && whole.headerLength() == next.headerLength()
                && whole.service() == next.service()
                && whole.ttl() == next.ttl()
                && next.octets() == next.totalLength();
    }

    /// Both as one.
    public static LivePacket join(LivePacket whole, LivePacket next) {
        if (!(whole.body() instanceof LiveBody.Tcp first) || !(next.body() instanceof LiveBody.Tcp second)) {
            throw new IllegalArgumentException("something else than segments was to be joined; ask first");
        }
        return whole.withBody(
                first.join(second), whole.totalLength() + second.payload().length(), next.headerSumGood());
    }
}
