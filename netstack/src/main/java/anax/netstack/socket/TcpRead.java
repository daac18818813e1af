package anax.netstack.socket;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A request to read what came, or to look at it: the owner's netisr copies it to where the thread wants it, which
/// waits meanwhile.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; at home, the thread that made it. Its result is as that of
/// [anax.netstack.tcp.TcpEndpoint#read].
final class TcpRead extends TcpRequest {
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private OwnedTcp from;
    private int at;
    private int most;
    private boolean stays;

    /// Says whose octets are wanted, and where: in a buffer, from its position on. The position stays.
    ///
    /// @param stay whether they can be read again
    TcpRead aim(OwnedTcp owned, ByteBuffer into, boolean stay, boolean waits) {
        from = owned;
        target.wrap(into);
        at = into.position();
        most = into.remaining();
        stays = stay;
        goTo(owned, waits);
        return this;
    }

    /// Forgets what belongs to the caller.
    void forget() {
        target.wrap(0, 0);
        from = null;
        goTo(null, false);
    }

    @Override
    int attempt() {
        return from.read(target, at, most, stays);
    }
}
