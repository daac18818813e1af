package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Where a TCP socket's state lies and how it comes there: what opens, binds, connects, shuts, closes and configures
/// it, for whatever kind of thread.
///
/// Owner: as its socket's. Allocates a request for each call. Every call waits for partitions to answer, in whatever
/// way the socket's threads wait.
final class TcpControl extends ExclusiveControl {
    private final NetworkStack stack;
    private final TcpPort.Caller caller;
    private List<TcpOption> options = List.of(); // chosen before it is known which CPU will own it
    private OwnedTcp owned;
    private TcpPort port; // null unless it was bound
    private TcpEnds ends;
    private boolean isClosed;

    /// A new one, whose state is made in a partition.
    TcpControl(NetworkStack stack, TcpPort.Caller caller, int partition) {
        this.stack = stack;
        this.caller = caller;
        ends = TcpEnds.NONE;
        owned = make(partition);
    }

    /// One that was accepted.
    TcpControl(NetworkStack stack, TcpPort.Caller caller, OwnedTcp accepted, TcpEnds ends) {
        this.stack = stack;
        this.caller = caller;
        this.ends = ends;
        owned = accepted;
    }

    /// Its state.
    OwnedTcp owned() {
        return owned;
    }

    TcpEnds ends() {
        return ends;
    }

    /// Takes an address and port to connect from.
    ///
    /// @param wanted 0 for any
    /// @return the port
    int bind(IpAddress address, int wanted) throws TcpException {
        checkPort(wanted, 0);
        refuseClosed();
        if (port != null || ends.isConnected()) {
            throw new IllegalStateException(ends + " was bound once more; open another one");
        }
        final TcpPort taken = new TcpPort(stack);
        final int result = taken.bind(caller, address, wanted, owned.owner(), options);
        if (result != TcpResult.OK) {
            taken.close(caller);
            throw TcpException.of("binding to " + address + " port " + wanted, result);
        }
        port = taken;
        owned = taken.end(owned.owner());
        ends = new TcpEnds(address, taken.number(), IpAddress.ANY_V4, 0);
        return taken.number();
    }

    /// Begins to open a connection. Its owner is the CPU that the flow belongs to: without a port of its own that
    /// is the CPU where the socket was opened.
    void connect(IpAddress address, int remotePort) throws TcpException {
        checkPort(remotePort, 1);
        refuseClosed();
        final OwnedTcp opener = port == null ? owned : port.end(connectingPartition(address, remotePort));
        final TcpEnds[] found = new TcpEnds[1];
        final int result = call(opener.owner(), partition -> {
            final int begun = opener.connect(address, remotePort);
            found[0] = TcpEnds.of(opener.endpoint());
            return begun;
        });
        if (result != TcpResult.IN_PROGRESS) {
            throw TcpException.of("connecting to " + address + " port " + remotePort, result);
        }
        owned = opener;
        ends = found[0];
    }

    /// Does something at the owner.
    ///
    /// @return what it answered: a constant of [TcpResult]
    int onOwner(ToIntFunction<TcpEndpoint> body) {
        final TcpEndpoint endpoint = owned.endpoint();
        return call(owned.owner(), partition -> body.applyAsInt(endpoint));
    }

    /// Changes an option; of a socket that is bound and not connected, wherever it may be connected.
    void configure(TcpOption option) {
        if (port != null && !ends.isConnected()) {
            port.everywhere(caller, partition -> {
                final int here = partition.environment().partition();
                option.applyTo(port.end(here).endpoint().options());
                return TcpResult.OK;
            });
        } else {
            onOwner(endpoint -> {
                option.applyTo(endpoint.options());
                return TcpResult.OK;
            });
        }
        if (!ends.isConnected()) {
            options = new ArrayList<>(options);
            options.add(option);
        }
    }

    /// Has it tell what there is to say of it.
    void info(TcpInfo info) {
        onOwner(endpoint -> {
            endpoint.info(info);
            return TcpResult.OK;
        });
    }

    /// Sends no more.
    void shutdownOutput() throws TcpException {
        final OwnedTcp shut = owned;
        succeed(onOwner(endpoint -> shut.afterShutdown(endpoint.shutdownOutput())));
    }

    /// Reads no more.
    void shutdownInput() throws TcpException {
        final OwnedTcp shut = owned;
        succeed(onOwner(endpoint -> shut.afterShutdown(endpoint.shutdownInput())));
    }

    /// Lets go of it; what was written still goes. Twice is as good as once.
    void close() {
        if (!isClosed) {
            isClosed = true;
            caller.call(stack, owned.owner(), new TcpClose(owned));
            release();
        }
    }

    /// Ends it at once, with a RST.
    void abort() {
        if (!isClosed) {
            isClosed = true;
            final OwnedTcp ending = owned;
            call(ending.owner(), partition -> {
                ending.endpoint().abort();
                ending.ended();
                return TcpResult.OK;
            });
            release();
        }
    }

    /// Throws what a result says that is none.
    void succeed(int result) throws TcpException {
        if (result < 0) {
            throw failure(result);
        }
    }

    /// The exception for a result, which names the connection.
    TcpException failure(int result) {
        return TcpException.of(ends.toString(), result);
    }

    @Override
    public String toString() {
        return ends.toString();
    }

    static void checkPort(int given, int least) {
        if (given < least || given > 65_535) {
            throw new IllegalArgumentException(
                    "port " + given + " was given; use " + least + " to 65535" + (least == 0 ? ", 0 for any" : ""));
        }
    }

    private OwnedTcp make(int partition) {
        final OwnedTcp[] made = new OwnedTcp[1];
        call(partition, where -> {
            made[0] = OwnedTcp.of(where);
            return TcpResult.OK;
        });
        return made[0];
    }

    /// The partition that would own a connection from the port that it has taken.
    private int connectingPartition(IpAddress remote, int remotePort) throws TcpException {
        if (!remote.isV4()) {
            throw TcpException.of("connecting to " + remote + " port " + remotePort, TcpResult.WRONG_FAMILY);
        }
        final int bound = ends.local().v4();
        final int result = call(owned.owner(), partition -> {
            if (partition.ipv4Output().route(remote.v4(), -1) != SendResult.OK) {
                return TcpResult.UNREACHABLE;
            }
            final int local = bound != 0 ? bound : partition.ipv4Output().source(remote.v4());
            return partition.tcp().ownerOfFlow(local, remote.v4(), port.number(), remotePort);
        });
        if (result < 0) {
            throw TcpException.of("connecting to " + remote + " port " + remotePort, result);
        }
        return result;
    }

    private int call(int partition, ToIntFunction<Partition> body) {
        final TcpCall request = new TcpCall(body);
        final int result = caller.call(stack, partition, request);
        request.throwRefusal();
        return result;
    }

    private void release() {
        if (port != null) {
            port.close(caller);
        }
    }

    private void refuseClosed() throws TcpException {
        if (isClosed) {
            throw failure(TcpResult.CLOSED);
        }
    }
}
