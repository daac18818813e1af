package anax.runtime;

import anax.runtime.crossbar.Lane;
import anax.runtime.crossbar.LaneReceiver;
import anax.runtime.crossbar.LaneSender;

/// The ends of the N x N lanes that belong to one CPU.
///
/// Owner: one CPU once the machine is built. Allocates when made.
final class Crosspoint {
    final LaneSender<Ipi>[] outbound; // by target; null at this CPU's own place
    final LaneReceiver<Ipi>[] inbound; // by sender, without a place for this CPU

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
    private Crosspoint(int cpus) {
        outbound = new LaneSender[cpus];
        inbound = new LaneReceiver[cpus - 1];
    }

    /// Makes the lanes between `cpus` CPUs and gives each its ends.
    static Crosspoint[] crossbar(int cpus, int ringBound) {
        Crosspoint[] points = new Crosspoint[cpus];
        for (int i = 0; i < cpus; i++) {
            points[i] = new Crosspoint(cpus);
        }
        for (int from = 0; from < cpus; from++) {
            for (int to = 0; to < cpus; to++) {
                if (from != to) {
                    Lane<Ipi> lane = new Lane<>(ringBound);
                    points[from].outbound[to] = lane.sender();
                    points[to].inbound[from < to ? from : from - 1] = lane.receiver();
                }
            }
        }
        return points;
    }
}
