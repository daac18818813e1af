package anax.netstack.socket;

import anax.netstack.tcp.TcpResult;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A request to send octets: the owner's netisr copies them from where the thread has them, which waits meanwhile.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; at home, the thread that made it. Its result is 0 when all of
/// them were taken, or a constant of [TcpResult]; [#written] says in any case how many were.
final class TcpWrite extends TcpRequest {
    private final UnsafeBuffer source = new UnsafeBuffer(0, 0);
    private OwnedTcp to;
    private int at;
    private int length;
    private int written;
    private boolean urgent;

    /// Says who sends what: what a buffer holds from its position on. The position stays.
    ///
    /// @param isUrgent whether the peer is told that it is
    TcpWrite aim(OwnedTcp owned, ByteBuffer octets, boolean isUrgent, boolean waits) {
        to = owned;
        source.wrap(octets);
        at = octets.position();
        length = octets.remaining();
        written = 0;
        urgent = isUrgent;
        goTo(owned, waits);
        return this;
    }

    /// How many octets were taken, whatever the result.
    int written() {
        return written;
    }

    /// Forgets what belongs to the caller.
    void forget() {
        source.wrap(0, 0);
        to = null;
        goTo(null, false);
    }

    @Override
    int attempt() {
        while (written < length) {
            final int result = to.write(source, at + written, length - written, urgent);
            if (result < 0) {
                return result;
            }
            written += result;
        }
        return TcpResult.OK;
    }
}
