package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A listener as all partitions have it: the port, and each partition's share of it.
///
/// Owner: nobody; what changes of it is the partitions'. Allocates when made. Its calls wait for all partitions.
final class TcpListening {
    private final TcpPort port;
    private final TcpAcceptors[] acceptors;
    private final boolean shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TcpListening(TcpPort port, TcpAcceptors[] acceptors, boolean shared) {
        this.port = port;
        this.acceptors = acceptors;
        this.shared = shared;
    }

    /// Takes a port, and connections to it.
    ///
    /// @param here the partition whose a port is that nobody has chosen
    static TcpListening begin(
            NetworkStack stack,
            TcpPort.Caller caller,
            int here,
            IpAddress address,
            int wanted,
            int backlog,
            boolean shared)
            throws TcpException {
        TcpControl.checkPort(wanted, 0);
        final TcpPort port = new TcpPort(stack);
        int result = port.bind(caller, address, wanted, here, List.of());
        final TcpAcceptors[] acceptors = new TcpAcceptors[stack.partitions()];
        if (result == TcpResult.OK) {
            result = port.everywhere(caller, partition -> {
                final int number = partition.environment().partition();
                final OwnedTcp end = port.end(number);
                acceptors[number] = new TcpAcceptors(stack, acceptors, port.home(), shared, partition, end);
                return end.endpoint().listen(backlog);
            });
        }
        if (result != TcpResult.OK) {
            port.close(caller);
            throw TcpException.of("listening at " + address + " port " + wanted, result);
        }
        return new TcpListening(port, acceptors, shared);
    }

    int port() {
        return port.number();
    }

    /// The partition where requests for connections wait.
    int home() {
        return port.home();
    }

    boolean isShared() {
        return shared;
    }

    /// A partition's share.
    TcpAcceptors at(int partition) {
        return acceptors[partition];
    }

    /// A request for a connection from anywhere.
    TcpAccept request(boolean waits) {
        return new TcpAccept(acceptors, waits);
    }

    void configure(TcpPort.Caller caller, TcpOption option) {
        port.everywhere(caller, partition -> {
            final int number = partition.environment().partition();
            option.applyTo(port.end(number).endpoint().options());
            return TcpResult.OK;
        });
    }

    void close(TcpPort.Caller caller) {
        if (closed.compareAndSet(false, true)) {
            port.everywhere(caller, partition -> {
                final int number = partition.environment().partition();
                port.end(number).endpoint().close();
                acceptors[number].ended();
                return TcpResult.OK;
            });
        }
    }
}
