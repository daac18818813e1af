package anax.netstack.ip;

import anax.netstack.packet.PacketQueue;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// What one partition knows of a host on a link: its station address, or who waits for it.
///
/// Owner: one partition. Allocated when the host is first wanted.
final class Neighbor implements TimerHandler {
    final NetworkInterface via;
    final int address;
    final PacketQueue waiting = new PacketQueue();
    final Timer timer;
    private final Neighbors table;

    long hardware;
    boolean isKnown;
    boolean isWanted; // used since it was last asked for
    int asked;
    int place; // in the table's turn

    Neighbor(Neighbors table, NetworkInterface via, int address) {
        this.table = table;
        this.via = via;
        this.address = address;
        timer = table.newTimer(this);
    }

    NeighborListing listing() {
        return new NeighborListing(via.index(), address, isKnown ? hardware : -1, asked, waiting.size());
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        table.onTimer(this, nowNs);
    }
}
