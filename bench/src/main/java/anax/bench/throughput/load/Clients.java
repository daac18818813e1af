package anax.bench.throughput.load;

import anax.netstack.packet.Packet;

/// The clients whose requests come in by one queue.
///
/// Owner: the queue's CPU. Allocates when made only. Never blocks. A class and no interface, because the compiler
/// finds the only subclass that is loaded.
abstract class Clients {
    /// Has the client whose turn it is begin an operation, if one is free and there is a packet for it.
    ///
    /// @param dueNs when the operation was due
    abstract boolean begin(long dueNs);

    /// Sends what is due by itself: what goes on of operations that have begun, and acknowledgments.
    ///
    /// @param ending whether nothing more is to come: then nothing is put off
    abstract void goOn(long nowNs, boolean ending);

    /// Takes a packet that leaves the stack, for whichever queue's clients it is.
    ///
    /// @return false if it was lost, as there was no room for it
    abstract boolean take(Packet packet, long nowNs);

    /// Whether one of them could begin an operation.
    abstract boolean isFree();

    /// Has all of them connect, as many at once as is good for a listener.
    void open() {}

    /// How many are connected, and have said the last of it.
    int opened() {
        return 0;
    }

    /// Whether there is something that [#goOn] would do if nothing were put off.
    boolean isOwing() {
        return false;
    }

    /// Whether there is something that [#goOn] would do now.
    boolean hasDue() {
        return false;
    }

    /// When [#goOn] is to be called at the latest.
    long deadlineNs() {
        return Long.MAX_VALUE;
    }
}
