package anax.bench.designs.frame;

import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.tcp.TcpResult;
import anax.netstack.tcp.TcpSockets;
import anax.netstack.wire.IpAddress;
import org.agrona.concurrent.UnsafeBuffer;

/// The request service over TCP of one engine: answers each request with as many octets as it asks for.
///
/// Owner: that of the engine. Allocates when made, and for each connection as the engine does. Never blocks. It reads
/// and writes inside of the engine; what the application does in between is the design's, which says where.
public final class Exchanges implements TcpEvents {
    private static final int OCTETS = 1 << 16;
    private static final int BACKLOG = 1_024;

    private final Application application;
    private final int engine;
    private final UnsafeBuffer read = new UnsafeBuffer(new byte[OCTETS]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[OCTETS]);

    /// What is done with a request before it is answered.
    ///
    /// Owner: as of the service.
    @FunctionalInterface
    public interface Application {
        /// A request has come.
        ///
        /// @return true if it has been worked on, and is to be answered now; false if [Exchange#answer] will be
        ///     called, by whoever is in the engine then
        boolean serve(Exchange exchange);
    }

    /// Makes one that serves nobody yet.
    ///
    /// @param engine which of the engines it is, as the design numbers them
    public Exchanges(Application application, int engine) {
        this.application = application;
        this.engine = engine;
        for (int i = Exchange.HEAD; i < OCTETS; i++) {
            answer.putByte(i, (byte) i);
        }
    }

    /// Serves a port of all of the host's addresses, as far as an engine has connections to it.
    ///
    /// @return false if the port is taken
    public boolean listen(TcpSockets tcp, int port) {
        final TcpEndpoint listener = tcp.newEndpoint(this);
        return listener.bind(IpAddress.ANY_V4, port, false) == TcpResult.OK && listener.listen(BACKLOG) == TcpResult.OK;
    }

    @Override
    public void onEvents(TcpEndpoint listener, int events) {
        TcpEndpoint accepted;
        while ((accepted = listener.accept()) != null) {
            final Exchange exchange = new Exchange(this, accepted);
            accepted.options().noDelay(true);
            accepted.events(exchange);
            exchange.onEvents(accepted, READABLE);
        }
    }

    int engine() {
        return engine;
    }

    boolean isServedAtOnce(Exchange exchange) {
        return application.serve(exchange);
    }

    /// Reads what is there, as far as it fits.
    int read(TcpEndpoint endpoint) {
        return endpoint.read(read, 0, OCTETS, false);
    }

    /// Whether what was read last begins with a head.
    boolean isHead() {
        return read.getInt(Exchange.MARK) == Exchange.MARK_VALUE;
    }

    /// Its flow and mark, as they stand there.
    long flowAndMark() {
        return read.getLong(Exchange.FLOW);
    }

    /// How long it says that the request is.
    int request() {
        return read.getInt(Exchange.REQUEST);
    }

    /// How long it wants the answer.
    int answer() {
        return read.getInt(Exchange.ANSWER);
    }

    /// Says what the answer that is written next begins with.
    void head(long flowAndMark, int requestOctets, int answerOctets) {
        answer.putLong(Exchange.FLOW, flowAndMark);
        answer.putInt(Exchange.REQUEST, requestOctets);
        answer.putInt(Exchange.ANSWER, answerOctets);
    }

    /// Writes a part of an answer; what is far behind its head may be anything.
    ///
    /// @param from how much of it was written before
    int write(TcpEndpoint endpoint, int from, int octets) {
        final int at = from < OCTETS ? from : Exchange.HEAD;
        return endpoint.write(answer, at, Math.min(octets, OCTETS - at));
    }
}
