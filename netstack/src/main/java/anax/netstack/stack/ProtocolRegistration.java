package anax.netstack.stack;

import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.ip.TransportInput;
import anax.netstack.wire.Ipv4Header;
import java.util.Objects;
import java.util.function.Function;

/// A further protocol over IP, which a stack is given when it boots: it brings its own way of sharing its packets out
/// over partitions, as many of them as it wants and by whichever hash, and what takes them there.
///
/// Owner: nobody, it never changes. Both functions are asked once for each partition, at boot.
///
/// ```java
/// var dispatch = new FlowDispatch(FlowHash.TOEPLITZ, new IndirectionTable(2, secret)); // two threads for all of it
/// NetworkStack.boot(machine, config, List.of(
///         new ProtocolRegistration(132, partition -> dispatch, MyInput::new)));
/// ```
///
/// @param number    its number under IP, 0 to 255, but none that the stack speaks itself
/// @param dispatch  gives a partition the protocol's dispatch; one that keeps state must be the partition's alone. It
///     must choose partitions of the stack only
/// @param transport gives a partition what takes the protocol's datagrams there; it may keep the partition, to send
///     by its [Partition#ipv4Output]
public record ProtocolRegistration(
        int number,
        Function<Partition, ? extends ProtocolDispatch> dispatch,
        Function<Partition, ? extends TransportInput> transport) {
    private static final int LAST = 255;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if there is no such protocol, or it is one of the stack's own
    public ProtocolRegistration {
        Objects.requireNonNull(dispatch, "a protocol needs a dispatch");
        Objects.requireNonNull(transport, "a protocol needs what takes its datagrams");
        if (number < 0 || number > LAST || isOwn(number)) {
            throw new IllegalArgumentException("protocol " + number + " was to be registered; use 0 to " + LAST
                    + ", but not ICMP, IGMP, TCP or UDP, which the stack speaks itself");
        }
    }

    private static boolean isOwn(int number) {
        return switch (number) {
            case Ipv4Header.ICMP, Ipv4Header.IGMP, Ipv4Header.TCP, Ipv4Header.UDP -> true;
            default -> false;
        };
    }
}
