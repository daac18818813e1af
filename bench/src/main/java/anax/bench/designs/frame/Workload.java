package anax.bench.designs.frame;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.stack.StackConfig;
import java.util.List;
import java.util.Objects;

/// What a design is to do.
///
/// Owner: nobody, it never changes.
///
/// @param stack   how the engine is configured. Its batch is what a CPU takes at once in every design; a design that
///                is named after a batch of its own takes that
/// @param address this host's address on the link
/// @param sockets what answers; [EchoSocket.Single] sockets and the like must have different ports
/// @param work    what is done for each datagram
public record Workload(StackConfig stack, InterfaceAddress address, List<EchoSocket> sockets, Work work) {
    /// The number that every design gives the load's link.
    public static final int INTERFACE = 1;

    /// Keeps the list from changing.
    public Workload {
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(work, "work");
        sockets = List.copyOf(sockets);
    }

    /// The same with another configuration of the engine.
    public Workload withStack(StackConfig newStack) {
        return new Workload(newStack, address, sockets, work);
    }
}
