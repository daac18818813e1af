package anax.netstack.packet;

import anax.runtime.Cpu;

/// Packets of other CPUs' pools that this CPU is done with, on chains that go home in batches.
///
/// Owner: one CPU. Allocates when made. It does not block; a full lane has the sender wait as [Cpu#sendPassive] says.
/// Bound: a chain goes home when [#BATCH] packets are on it, and at the end of each batch of work.
public final class HomewardPackets {
    /// How many packets go home together at most.
    public static final int BATCH = 32;

    private final Cpu cpu;
    private final Packet[] first;
    private final int[] length;
    private int waiting;

    /// Makes an empty chain for each CPU of the machine.
    public HomewardPackets(Cpu cpu) {
        this.cpu = cpu;
        first = new Packet[cpu.machine().cpuCount()];
        length = new int[first.length];
    }

    /// Puts a packet on the chain of its pool's CPU.
    public void add(Packet packet) {
        assert packet.isTouchable() : "a packet of " + packet.ownerText() + " was freed by " + cpu;
        final int home = packet.home().cpu();
        assert packet.belongsTo(Packet.IN_FLIGHT);
        packet.next = first[home];
        first[home] = packet;
        waiting++;
        if (++length[home] == BATCH) {
            send(home);
        }
    }

    /// Sends home what waits. At the end of a batch.
    ///
    /// Goes round until nothing waits: while it waits for room in a lane, entries are run that may add packets
    /// for homes that it has passed.
    public void flush() {
        for (int home = 0; waiting > 0; home = home + 1 == first.length ? 0 : home + 1) {
            if (length[home] > 0) {
                send(home);
            }
        }
    }

    private void send(int home) {
        final Packet head = first[home];
        waiting -= length[home];
        length[home] = 0;
        first[home] = null;
        cpu.sendPassive(cpu.machine().cpu(home), head.wayHome());
    }
}
