package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.tcp.TcpResult;
import anax.netstack.udp.UdpPortRange;
import anax.netstack.wire.IpAddress;
import java.util.List;
import java.util.function.ToIntFunction;

/// An address and port of this host that a socket has taken: an endpoint in each partition, so that each knows whose
/// the port is, and can take connections to it or open one from it.
///
/// Owner: whoever made it; each endpoint is its partition's. Allocates when made. What must be the same everywhere
/// begins in the port's own partition, port mod partitions, whose word holds: so of two that want one port, one gets
/// it. Its calls wait for all partitions.
final class TcpPort {
    private final NetworkStack stack;
    private final OwnedTcp[] ends;
    private int port;

    TcpPort(NetworkStack stack) {
        this.stack = stack;
        ends = new OwnedTcp[stack.partitions()];
    }

    /// How the calling thread sends a request to a partition and waits for its result.
    @FunctionalInterface
    interface Caller {
        /// Sends a request and waits.
        int call(NetworkStack stack, int partition, StackMessage request);
    }

    /// Takes an address and port.
    ///
    /// @param wanted  0 for one of the range, which will be this partition's
    /// @param here    the partition of whoever calls
    /// @param options what was chosen so far
    /// @return a constant of [TcpResult]
    int bind(Caller caller, IpAddress address, int wanted, int here, List<TcpOption> options) {
        port = wanted;
        final TcpEverywhere everywhere = new TcpEverywhere(stack, (partition, isFirst) -> {
            if (isFirst && port == 0) {
                port = choose(partition, address);
            }
            return port == 0 ? TcpResult.IN_USE : bindIn(partition, address, options);
        });
        final int result = caller.call(stack, wanted == 0 ? here : home(), everywhere);
        everywhere.throwRefusal();
        return result;
    }

    /// The port; 0 if there is none.
    int number() {
        return port;
    }

    /// The partition whose word holds.
    int home() {
        return port % stack.partitions();
    }

    /// The endpoint in a partition.
    OwnedTcp end(int partition) {
        return ends[partition];
    }

    /// Does something in each partition.
    ///
    /// @return 0; or what one of them answered, after which no other was asked
    int everywhere(Caller caller, ToIntFunction<Partition> body) {
        final TcpEverywhere everywhere = new TcpEverywhere(stack, (partition, isFirst) -> body.applyAsInt(partition));
        final int result = caller.call(stack, home(), everywhere);
        everywhere.throwRefusal();
        return result;
    }

    /// Lets go of it everywhere; whoever waits at one of the endpoints is told.
    void close(Caller caller) {
        everywhere(caller, partition -> {
            final OwnedTcp end = ends[partition.environment().partition()];
            if (end != null) {
                end.endpoint().close();
                end.ended();
            }
            return TcpResult.OK;
        });
    }

    private int bindIn(Partition partition, IpAddress address, List<TcpOption> options) {
        final int here = partition.environment().partition();
        ends[here] = OwnedTcp.of(partition);
        options.forEach(option -> option.applyTo(ends[here].endpoint().options()));
        return ends[here].endpoint().bind(address, port, false);
    }

    /// A port that this partition may give: those of others are not its to decide about.
    private int choose(Partition partition, IpAddress address) {
        final UdpPortRange range = stack.config().udpPorts();
        final int count = range.last() - range.first() + 1;
        final int start = (int) Long.remainderUnsigned(partition.environment().nextSecret(), count);
        for (int i = 0; i < count; i++) {
            final int candidate = range.first() + (start + i) % count;
            if (candidate % stack.partitions() == partition.environment().partition()
                    && !partition.tcp().isTaken(address.v4(), candidate, false)) {
                return candidate;
            }
        }
        return 0;
    }
}
