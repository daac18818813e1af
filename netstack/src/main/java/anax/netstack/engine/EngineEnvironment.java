package anax.netstack.engine;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// The world as one partition of the protocol engine sees it.
///
/// Owner: the partition; what drives it decides what that means: a CPU, or whoever holds the lock. Allocates nothing
/// in steady state. Never blocks. An abstract class and no interface, because the compiler finds the only subclass of
/// a class.
public abstract class EngineEnvironment {
    private final int partition;
    private final int partitions;
    private final int share;
    private final int shares;
    private final PacketAccount account = new PacketAccount();

    /// For subclasses whose partitions have one engine each.
    ///
    /// @param partition  the number of the partition, from 0
    /// @param partitions how many there are
    protected EngineEnvironment(int partition, int partitions) {
        this(partition, partitions, partition, partitions);
    }

    /// For subclasses.
    ///
    /// @param partition  the number of the partition, from 0
    /// @param partitions how many there are
    /// @param share      the number of the engine, from 0
    /// @param shares     how many engines there are, which may be more than partitions
    protected EngineEnvironment(int partition, int partitions, int share, int shares) {
        if (partitions < 1 || partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                    "partition " + partition + " of " + partitions + " was given; there is 1 or more, numbered from 0");
        }
        this.partition = partition;
        this.partitions = partitions;
        this.share = share;
        this.shares = shares;
    }

    /// The number of this partition.
    public final int partition() {
        return partition;
    }

    /// How many partitions there are.
    public final int partitions() {
        return partitions;
    }

    /// Which part of the numbers that no two engines may use is this engine's: of `n` numbers those whose
    /// remainder by [#shares] is this.
    public final int share() {
        return share;
    }

    /// How many engines share such numbers out.
    public final int shares() {
        return shares;
    }

    /// What became of the packets of this partition.
    public final PacketAccount account() {
        return account;
    }

    /// What is to keep other threads out of a socket that is being made.
    public Guard newGuard() {
        return Guard.NONE;
    }

    /// The time of the batch that is being worked on.
    public abstract long nowNs();

    /// The next of a sequence that outsiders cannot foretell.
    public abstract long nextSecret();

    /// A packet without octets, with room for so many; null if there is none left.
    public abstract Packet allocate(int octets);

    /// The partition's memory for packets and buffers.
    public abstract MemoryBudget memory();

    /// Gives a packet back whose end is in the account already.
    protected abstract void free(Packet packet);

    /// A packet to be sent, with room for so many octets behind its headroom. If there is none, the loss is in
    /// the account.
    ///
    /// @return null if there is none left
    public final Packet originate(int octets) {
        account.originated++;
        final Packet packet = allocate(octets);
        if (packet == null) {
            account.droppedOut(DropReason.POOL_EXHAUSTED);
            return null;
        }
        return packet.outbound();
    }

    /// Ends a packet that came in and served its purpose.
    public final void deliver(Packet packet) {
        assert !packet.isOutbound() : "a packet that was made here was delivered";
        account.delivered++;
        free(packet);
    }

    /// Ends a packet that came in whose octets went on in another one, as those of a fragment do.
    public final void merge(Packet packet) {
        assert !packet.isOutbound() : "a packet that was made here was merged";
        account.merged++;
        free(packet);
    }

    /// Gives a packet back whose octets went on in others, or that never came to be one: its account is its
    /// caller's.
    public final void replaced(Packet packet) {
        free(packet);
    }

    /// Ends a packet that was made to be sent, and that its maker gave up: as if it had never been.
    public final void discard(Packet packet) {
        account.originated--;
        free(packet);
    }

    /// Ends a packet that went out over a link.
    public final void sent(Packet packet) {
        assert packet.isOutbound() : "a packet that came in was sent";
        account.sent++;
        free(packet);
    }

    /// Ends a packet that goes no further.
    public final void drop(Packet packet, DropReason reason) {
        if (packet.isOutbound()) {
            account.droppedOut(reason);
        } else {
            account.droppedIn(reason);
        }
        onDrop(packet, reason);
        free(packet);
    }

    /// Sees each packet that is dropped, before it is freed.
    protected void onDrop(Packet packet, DropReason reason) {}

    /// Makes a packet that came in one that is to be sent: an echo's answer is its request. To its account it was
    /// delivered, and another one was made, which is no super-segment, whatever a device said of the first.
    public final Packet turnRound(Packet packet) {
        assert !packet.isOutbound() : "a packet that was made here was turned round";
        account.delivered++;
        account.originated++;
        return packet.outbound().gso(Packet.GSO_NONE, 0);
    }

    /// True if packets may be transmitted whose last octets lie elsewhere, as [Packet#tail] says.
    public boolean gathers() {
        return false;
    }

    /// Sends a packet by the interface that it names, at the end of the batch at the latest; it's no longer the
    /// caller's.
    public abstract void transmit(Packet packet);

    /// Hands a packet to another partition, whose engine goes on with it at its [Packet#stage]; it's no longer
    /// the caller's. If that one has too many already it is dropped, as [DropReason#OWNER_BUSY].
    ///
    /// @param target its number, or this one's: then the engine goes on after what it does now
    public abstract void passOn(Packet packet, int target);

    /// True if the next packet for a partition would be passed on, false if it would be dropped.
    public boolean canPassOn(int target) {
        return true;
    }

    /// A timer for [#schedule].
    public abstract Timer newTimer(TimerHandler handler, int kind);

    /// Has a timer fire; a timer that is scheduled moves.
    public abstract void schedule(Timer timer, long deadlineNs);

    /// Keeps a timer from firing.
    public abstract void cancel(Timer timer);

    /// Has some work be done when this batch of messages has been worked off, once, however often it is asked
    /// for.
    public abstract void atEndOfBatch(BatchWork work);

    /// Has the rest of some work be done when others have had their turn: what waits at the end of this batch at
    /// least; where the links are polled by whoever drives the engine, what has come by them as well.
    public void inNextBatch(BatchWork work) {
        atEndOfBatch(work);
    }
}
