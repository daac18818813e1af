package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import anax.runtime.ForeignPort;
import java.time.Duration;

/// Takes TCP connections for ordinary Java threads, platform and virtual ones, from the queues of all CPUs.
///
/// Owner: nobody; any number of threads may accept at once, each connection goes to one of them. Every call is a
/// message to the CPU whose the port is, which may send it on to where a connection waits, and a wait for its answer
/// that parks the thread. Allocates for each connection. Bound: so many connections wait on each CPU as the backlog
/// says, then SYNs are dropped and counted `tcp.backlog`. Interrupts and a stopped machine are as with
/// [BlockingTcpSocket].
public final class BlockingTcpListener implements AutoCloseable {
    private final NetworkStack stack;
    private final TcpListening listening;

    private BlockingTcpListener(NetworkStack stack, TcpListening listening) {
        this.stack = stack;
        this.listening = listening;
    }

    /// Listens from now on.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for any
    /// @throws TcpException if address and port are taken, or the address is not this host's
    public static BlockingTcpListener open(NetworkStack stack, IpAddress address, int port) throws TcpException {
        return open(stack, address, port, TcpListener.STANDARD_BACKLOG);
    }

    /// Listens from now on.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for any
    /// @param backlog how many connections may wait on each CPU; at least one does
    /// @throws TcpException             if address and port are taken, or the address is not this host's
    /// @throws IllegalArgumentException if there is no such port
    public static BlockingTcpListener open(NetworkStack stack, IpAddress address, int port, int backlog)
            throws TcpException {
        final TcpPort.Caller caller = BlockingTcpSocket.CALLER;
        final int cpu = ForeignCaller.cpu(stack.partitions());
        return new BlockingTcpListener(stack, TcpListening.begin(stack, caller, cpu, address, port, backlog, true));
    }

    /// Waits without end for the next connection.
    ///
    /// @return null if the listener is closed
    /// @throws InterruptedException if the thread was interrupted
    public BlockingTcpSocket accept() throws InterruptedException {
        return accept(null);
    }

    /// Waits for the next connection.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @return null if none came in time, or the listener is closed
    /// @throws InterruptedException if the thread was interrupted
    public BlockingTcpSocket accept(Duration timeout) throws InterruptedException {
        final TcpAccept request = listening.request(true);
        return taken(request, ForeignCaller.here().call(stack.port(listening.home()), request, timeout));
    }

    /// Takes a connection that waits already.
    ///
    /// @return null if there is none now, or the listener is closed
    public BlockingTcpSocket tryAccept() {
        final TcpAccept request = listening.request(false);
        return taken(request, ForeignCaller.here().call(stack.port(listening.home()), request));
    }

    /// Has a question answered when a connection waits.
    ///
    /// @param answers the port of the calling thread that the question comes home to
    public void watch(TcpReadiness question, ForeignPort answers) {
        question.of(listening.at(listening.home())).replyTo(answers);
        stack.port(listening.home()).sendMessage(question);
    }

    /// Changes an option for connections that come from now on. What the change throws is thrown here.
    public void configure(TcpOption option) {
        listening.configure(BlockingTcpSocket.CALLER, option);
    }

    /// Its port.
    public int port() {
        return listening.port();
    }

    /// Ends it: whoever waits is told, and connections that nobody has accepted are ended by a RST. Twice is as
    /// good as once.
    @Override
    public void close() {
        try {
            listening.close(BlockingTcpSocket.CALLER);
        } catch (StackStoppedException stopped) {
            return; // nothing of it is left
        }
    }

    @Override
    public String toString() {
        return "TCP listener at port " + port() + " of ordinary threads";
    }

    private BlockingTcpSocket taken(TcpAccept request, int result) {
        return result == TcpResult.OK ? BlockingTcpSocket.ofAccepted(stack, request.accepted()) : null;
    }
}
