package anax.netstack.congestion;

/// A way of controlling congestion: its name, and what makes its objects, one for each connection.
///
/// Owner: nobody; it is asked by all partitions at once, and keeps no state. Allocates what it makes.
public interface CongestionAlgorithm {
    /// The name that sockets choose it by (TCP_CONGESTION).
    String id();

    /// Makes what controls one connection.
    CongestionControl create(CongestionConfig config);
}
