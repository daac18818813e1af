package anax.bench.designs.frame;

import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.tcp.TcpResult;
import anax.netstack.tcp.TcpSockets;
import anax.netstack.tcp.TcpState;
import anax.netstack.wire.IpAddress;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/// The echo service over TCP of one engine: sends back what comes on each connection that is opened to it, and ends
/// its own direction when the peer has ended the other one.
///
/// Owner: that of the engine. Allocates when made, and as the engine does for each connection. Never blocks. It works
/// inside of the engine, at the end of a batch. What does not fit into a connection's send buffer stays unread, until
/// the peer finds its window closed.
public final class EchoStreams implements TcpEvents {
    private static final int OCTETS = 1 << 16;
    private static final int BACKLOG = 128;

    private final IntConsumer served;
    private final UnsafeBuffer octets = new UnsafeBuffer(new byte[OCTETS]);

    /// Makes one that serves nobody yet.
    ///
    /// @param served is told how many pieces of a stream were answered
    public EchoStreams(IntConsumer served) {
        this.served = served;
    }

    /// Serves a port of all of the host's addresses, as far as an engine has connections to it.
    ///
    /// @return false if the port is taken
    public boolean listen(TcpSockets tcp, int port) {
        final TcpEndpoint listener = tcp.newEndpoint(this);
        return listener.bind(IpAddress.ANY_V4, port, false) == TcpResult.OK && listener.listen(BACKLOG) == TcpResult.OK;
    }

    @Override
    public void onEvents(TcpEndpoint endpoint, int events) {
        if (!endpoint.isListening()) {
            echo(endpoint);
            return;
        }
        TcpEndpoint accepted;
        while ((accepted = endpoint.accept()) != null) {
            accepted.events(this);
            echo(accepted);
        }
    }

    private void echo(TcpEndpoint endpoint) {
        if (endpoint.hasError() || endpoint.state() == TcpState.CLOSED) {
            endpoint.close();
            return;
        }
        int answered = 0;
        int room = Math.min(OCTETS, endpoint.writable());
        int read = TcpResult.WOULD_BLOCK;
        while (room > 0 && (read = endpoint.read(octets, 0, room, true)) > 0) {
            final int written = endpoint.write(octets, 0, read);
            if (written <= 0) {
                break; // the memory of all connections is used up: the peer's next segment has it tried again
            }
            endpoint.read(octets, 0, written, false);
            answered++;
            room = Math.min(OCTETS, endpoint.writable());
        }
        if (room > 0 && read == 0) {
            endpoint.close();
        }
        served.accept(answered);
    }
}
