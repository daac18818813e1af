package anax.bench.designs.locked;

import anax.netstack.engine.Guard;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;

/// Packets on their way home: those of other threads' pools that a worker is done with, and those of its own that
/// others were done with. They go in batches, under the lock of their home.
///
/// Owner: a worker, but for the inbox of what has come home. Allocates when made. Blocks while another worker moves a
/// batch.
final class PacketReturns {
    private final int index;
    private final PacketQueue[] leaving;
    private int leavingCount;
    private PacketReturns[] homes;
    private final PacketInbox home;
    private final PacketQueue back = new PacketQueue();

    PacketReturns(int index, int workers, Guard guard) {
        this.index = index;
        home = new PacketInbox(guard);
        leaving = new PacketQueue[workers];
        for (int i = 0; i < workers; i++) {
            leaving[i] = new PacketQueue();
        }
    }

    /// Says where packets go, by the numbers of their pools.
    void lead(PacketReturns[] toAll) {
        homes = toAll;
    }

    /// Takes a packet of another worker's pool.
    void add(Packet packet) {
        assert packet.home().cpu() != index : "a packet of this worker's own was sent home";
        leaving[packet.home().cpu()].add(packet);
        leavingCount++;
    }

    /// Sends home what waits. At the end of a batch.
    void sendHome() {
        if (leavingCount == 0) {
            return;
        }
        leavingCount = 0;
        for (int i = 0; i < leaving.length; i++) {
            if (!leaving[i].isEmpty()) {
                homes[i].home.addAll(leaving[i]);
            }
        }
    }

    /// Puts what has come home into its pool.
    void takeBack(PacketPool pool) {
        home.moveTo(back);
        Packet packet;
        while ((packet = back.poll()) != null) {
            pool.takeBack(packet);
        }
    }
}
