package anax.netstack.link;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.runtime.Cpu;

/// One CPU's way to and from a link.
///
/// Owner: that CPU, for [#poll], [#send], [#flush] and [#nextDeadlineNs]. Allocates nothing in steady state. Never
/// blocks.
public interface LinkQueue {
    /// Gets ready on the CPU that it belongs to from now on; called there, before anything else. Most links need
    /// nothing of the kind.
    default void begin(Cpu cpu) {}

    /// Receives frames that have come, oldest first.
    ///
    /// Each is put into a packet of `pool`, with its octets, what the device says of its checksum, whether it is
    /// a super-segment, and the time; interfaces are the caller's to number. A frame for which the pool has no
    /// packet is lost and counted in [#lost]. A checksum that is partial, because a sender in this machine left
    /// it so, is as good as verified. What was announced is withdrawn.
    ///
    /// @param limit how many frames at most
    /// @param sink  what takes them; it owns each packet from then on
    /// @return how many frames were taken off the device
    int poll(long nowNs, int limit, PacketPool pool, PacketSink sink);

    /// Hands a frame to the device. The packet stays the caller's, who may free or use it again at once.
    ///
    /// @return false if there is no room for it now, or the link is closed
    /// @throws IllegalArgumentException if it is longer than the link carries, or the link cannot do for it what
    ///     its [LinkCapabilities] would have to say
    boolean send(Packet packet, long nowNs);

    /// True if [#send] takes packets whose last octets lie elsewhere, as [Packet#tail] says; the others get all
    /// packets whole.
    default boolean gathers() {
        return false;
    }

    /// Ends a batch of sends: what was handed over leaves now, at the latest.
    void flush(long nowNs);

    /// When [#poll] must be called again though nothing announces itself, such as for a frame that a rate or a
    /// delay holds back.
    ///
    /// @return [Long#MAX_VALUE] if never
    long nextDeadlineNs();

    /// Asks to be told of the next arrival, once. It says only that it is time to look: the next [#poll]
    /// withdraws the request, and a wake-up that was under way by then may still come.
    ///
    /// @param wakeUp is run at most once, on any thread; it must not block. The same one each time
    /// @return false if something has arrived already: then `wakeUp` will not be run, and the caller polls
    boolean announceArrival(Runnable wakeUp);

    /// Learns that its owner dropped a packet that came by this queue, or was to leave by it. The packet stays
    /// the caller's. Most links need not know.
    default void dropped(Packet packet, DropReason reason, long nowNs) {}

    /// Frames that came and could not be received, because there was no packet to put them into.
    long lost();
}
