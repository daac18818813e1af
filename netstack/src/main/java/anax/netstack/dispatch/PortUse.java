package anax.netstack.dispatch;

/// Tells [SourcePorts] which ports it cannot have for the destination at hand.
///
/// Implemented by a long-living object that holds the destination, such as a connection about to open, so that asking
/// allocates nothing.
@FunctionalInterface
public interface PortUse {
    /// Whether the port is taken, for this destination or altogether.
    boolean isTaken(int port);
}
