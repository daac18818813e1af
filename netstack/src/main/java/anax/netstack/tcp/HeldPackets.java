package anax.netstack.tcp;

/// How many packets a partition's connections hold: unread ones, and those that wait for what should have come before
/// them.
///
/// Owner: one partition.
final class HeldPackets {
    int count;
}
