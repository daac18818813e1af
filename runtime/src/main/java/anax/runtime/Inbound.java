package anax.runtime;

import anax.runtime.crossbar.Lane;
import anax.runtime.crossbar.LaneReceiver;

/// The receiving side of one CPU: its ends of the lanes from all others, and the inbox of foreign threads.
///
/// Owner: one CPU, but for [#inbox], into which any thread puts. Allocates at boot only. Never blocks.
final class Inbound {
    private final LaneReceiver<Ipi>[] lanes; // one for each other CPU
    private final ForeignInbox inbox;

    Inbound(LaneReceiver<Ipi>[] lanes, ForeignInbox inbox) {
        this.lanes = lanes;
        this.inbox = inbox;
    }

    /// Runs what other CPUs sent: of each lane a batch at most, so that none waits for another's flood.
    ///
    /// @return true if there was something
    boolean takeFromCpus(Cpu cpu) {
        boolean some = false;
        for (LaneReceiver<Ipi> lane : lanes) {
            if (lane.take() != 0) {
                some = true;
                cpu.runBatch(lane);
            }
        }
        return some;
    }

    /// Runs what foreign threads handed in: a batch at most.
    void takeFromForeigners(Cpu cpu) {
        for (int i = 0; i < Lane.BATCH; i++) {
            Ipi entry = inbox.poll();
            if (entry == null) {
                return;
            }
            cpu.runIpi(entry);
        }
    }

    /// True if there is nothing to take.
    boolean isEmpty() {
        for (LaneReceiver<Ipi> lane : lanes) {
            if (!lane.isEmpty()) {
                return false;
            }
        }
        return inbox.isEmpty();
    }

    ForeignInbox inbox() {
        return inbox;
    }
}
