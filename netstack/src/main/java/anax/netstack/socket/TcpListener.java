package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Message;

/// Takes TCP connections for lightweight threads: a listener in each partition, with a queue of its own, so that a
/// connection is taken where its segments come, without anything between CPUs.
///
/// Owner: nobody; threads of every CPU of the stack's machine may accept. A thread takes what waits on its own CPU by
/// a plain call; of a shared listener it goes on to ask for what waits on others, by message. Allocates for each
/// connection. [#accept] and what opens or closes blocks the calling thread, never its CPU. Bound: so many
/// connections wait on each CPU as the backlog says, then SYNs are dropped and counted `tcp.backlog`.
///
/// ```java
/// try (var listener = TcpListener.open(stack, IpAddress.ANY_V4, 7)) {
///     TcpSocket socket;
///     while ((socket = listener.accept()) != null) {
///         serve(socket);
///     }
/// }
/// ```
public final class TcpListener implements AutoCloseable {
    /// How many connections wait on each CPU if nobody wants it otherwise.
    public static final int STANDARD_BACKLOG = 128;

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final NetworkStack stack;
    private final TcpListening listening;

    private TcpListener(NetworkStack stack, TcpListening listening) {
        this.stack = stack;
        this.listening = listening;
    }

    /// Listens from now on; whoever accepts gets connections of all CPUs. Blocks.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for any
    /// @throws TcpException if address and port are taken, or the address is not this host's
    public static TcpListener open(NetworkStack stack, IpAddress address, int port) throws TcpException {
        return open(stack, address, port, STANDARD_BACKLOG, true);
    }

    /// Listens from now on. Blocks.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for any
    /// @param backlog how many connections may wait on each CPU; at least one does
    /// @param shared  whether threads get connections of other CPUs, too, if there are none on their own; if not,
    ///     there should be a thread on each CPU
    /// @throws TcpException             if address and port are taken, or the address is not this host's
    /// @throws IllegalArgumentException if there is no such port
    public static TcpListener open(NetworkStack stack, IpAddress address, int port, int backlog, boolean shared)
            throws TcpException {
        final TcpPort.Caller caller = TcpSocket.CALLER;
        final int here = Cpu.current().id();
        return new TcpListener(stack, TcpListening.begin(stack, caller, here, address, port, backlog, shared));
    }

    /// Waits for the next connection.
    ///
    /// @return null if the listener is closed
    public TcpSocket accept() {
        return accept(FOR_EVER);
    }

    /// Waits for the next connection, but not longer than until a time on the machine's clock.
    ///
    /// @return null if none came in time, or the listener is closed
    public TcpSocket accept(long untilNs) {
        final Cpu here = Cpu.current();
        final TcpAcceptors own = listening.at(here.id());
        stack.enter(here.id());
        OwnedTcp accepted = own.poll();
        if (accepted == null) {
            accepted = listening.isShared() ? ask(here, untilNs) : await(own, here, untilNs);
        }
        return accepted == null ? null : TcpSocket.ofAccepted(stack, accepted);
    }

    /// Has a question answered when a connection waits that a thread of this CPU would get; it comes home to the
    /// port of the calling thread.
    public void watch(TcpReadiness question) {
        final int at = listening.isShared() ? listening.home() : Cpu.current().id();
        question.of(listening.at(at)).replyTo(Lwkt.current().port());
        stack.port(at).sendMessage(question);
    }

    /// Changes an option for connections that come from now on. Blocks.
    public void configure(TcpOption option) {
        listening.configure(TcpSocket.CALLER, option);
    }

    /// Its port.
    public int port() {
        return listening.port();
    }

    /// Ends it: whoever waits is told, and connections that nobody has accepted are ended by a RST. Blocks. Twice
    /// is as good as once.
    @Override
    public void close() {
        listening.close(TcpSocket.CALLER);
    }

    @Override
    public String toString() {
        return "TCP listener at port " + port();
    }

    private OwnedTcp await(TcpAcceptors own, Cpu here, long untilNs) {
        while (!own.isClosed() && (untilNs == FOR_EVER || here.nowNs() - untilNs < 0)) {
            own.await(untilNs);
            final OwnedTcp accepted = own.poll();
            if (accepted != null) {
                return accepted;
            }
        }
        return null;
    }

    private OwnedTcp ask(Cpu here, long untilNs) {
        final boolean waits = untilNs == FOR_EVER || here.nowNs() - untilNs < 0;
        final TcpAccept request = listening.request(waits);
        final int result = request.exchange(stack.port(listening.home()), untilNs);
        assert result == TcpResult.OK
                || result == TcpResult.CLOSED
                || result == TcpResult.WOULD_BLOCK
                || result == Message.ABORTED;
        return request.accepted();
    }
}
