package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.IcmpError;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;
import anax.runtime.AbortMessage;
import anax.runtime.Message;

/// A request for a socket's next datagram, from another CPU or an ordinary thread. It waits at the socket until there
/// is one.
///
/// Owner: as every [StackMessage]; it is made once and sent again and again. Can be aborted: then it comes back with
/// [Message#ABORTED].
abstract class ReceiveRequest extends StackMessage {
    /// There is a datagram.
    static final int RECEIVED = 0;

    /// There is none, but an error.
    static final int FAILED = 1;

    /// There will be none any more.
    static final int CLOSED = 2;

    private UdpEndpoint endpoint;
    private SocketReaders readers;
    private EngineEnvironment environment;
    private IcmpError error;

    ReceiveRequest() {
        abortable(AbortMessage.GUARANTEED);
    }

    /// Takes a datagram along; it is the request's to end.
    abstract void accept(Packet packet, EngineEnvironment ofOwner);

    /// Says whose datagram is wanted next.
    final void aim(UdpEndpoint at) {
        endpoint = at;
        readers = SocketReaders.of(at);
        error = null;
    }

    /// Lets go of the socket.
    final void aimAtNone() {
        endpoint = null;
        readers = null;
        error = null;
    }

    /// The error, if the result was [#FAILED].
    final IcmpError failure() {
        return error;
    }

    @Override
    protected final int serve(Partition partition) {
        environment = partition.environment();
        if (!endpoint.isReadable()) {
            readers.add(this);
            return Message.ASYNC;
        }
        return takeFrom(endpoint);
    }

    @Override
    protected final boolean abandon(Partition partition) {
        return readers.remove(this);
    }

    /// Takes what there is to read.
    ///
    /// @return the result of the reply
    final int takeFrom(UdpEndpoint from) {
        error = from.takeError();
        if (error != null) {
            return FAILED;
        }
        final Packet next = from.poll();
        if (next == null) {
            return CLOSED;
        }
        accept(next, environment);
        return RECEIVED;
    }
}
