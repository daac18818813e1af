package anax.bench.throughput.load;

import anax.netstack.packet.Packet;

/// What clients have of the queue that they stand behind.
///
/// Owner: the queue's CPU. A class and no interface, as with [Clients].
abstract class Desk {
    /// A packet for a frame of theirs; null if the poll has had as many as it may, or the pool has none.
    abstract Packet packet(int octets);

    /// Puts a frame of theirs into the stack. Last of all: what answers at once has the clients take the answer
    /// here.
    abstract void emit(Packet packet);

    /// An operation is done.
    abstract void answered(long dueNs);

    /// An answer was not what it should be.
    abstract void wrong();

    /// A packet is nobody's answer.
    abstract void foreign();

    /// Another queue has notes to look at.
    abstract void noted(int queue);
}
