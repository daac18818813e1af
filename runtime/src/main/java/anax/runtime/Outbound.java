package anax.runtime;

import anax.runtime.crossbar.LaneSender;

/// The sending side of one CPU: its ends of the lanes to all others, and the bells that it owes them.
///
/// Owner: one CPU, but for [#isEmpty]. Allocates at boot only. Blocks at the bound of a lane only: there the CPU
/// takes in what comes to itself until there is room, so that two full lanes relieve each other, and warns once a
/// second.
final class Outbound {
    private final Cpu self;
    private final Driver driver;
    private final CpuCounters counters;
    private final LaneSender<Ipi>[] lanes; // by target; null at this CPU's own place
    private final Cpu[] toRing; // whom something was sent to since its bell was rung
    private int toRingCount;

    Outbound(Cpu self, Driver driver, CpuCounters counters, LaneSender<Ipi>[] lanes) {
        this.self = self;
        this.driver = driver;
        this.counters = counters;
        this.lanes = lanes;
        toRing = new Cpu[lanes.length];
    }

    /// Publishes an entry for another CPU; its bell is rung later, with those of other sends, unless it is due.
    ///
    /// @throws IllegalStateException if the lane is full and this CPU is halted
    void send(Cpu target, Ipi entry) {
        final LaneSender<Ipi> lane = lanes[target.id()];
        driver.atSharedAccess(self);
        if (!lane.offer(entry)) {
            offerWhenFull(target, lane, entry);
        }
        if (lane.unrung() == 1) {
            toRing[toRingCount++] = target;
        }
        if (lane.bellDue()) {
            ringBells();
        }
    }

    /// Makes all that was sent visible to its targets, waking those that are parked.
    void ringBells() {
        for (int i = 0; i < toRingCount; i++) {
            Cpu target = toRing[i];
            toRing[i] = null;
            lanes[target.id()].rung();
            counters.rings++;
            driver.atSharedAccess(self);
            if (target.doorbell().ring()) {
                counters.kicks++;
                driver.wake(target);
            }
        }
        toRingCount = 0;
    }

    boolean owesBells() {
        return toRingCount != 0;
    }

    /// True if nothing that this CPU sent is still on a ring. Any thread may ask.
    boolean isEmpty() {
        for (LaneSender<Ipi> lane : lanes) {
            if (lane != null && !lane.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void offerWhenFull(Cpu target, LaneSender<Ipi> lane, Ipi entry) {
        counters.fifoFull++;
        long warnAtNs = self.warnOfWaitAtNs();
        int turn = 0;
        do {
            warnAtNs = self.waitFor(target, "room in its lane", turn++, warnAtNs);
        } while (!lane.offer(entry));
    }
}
