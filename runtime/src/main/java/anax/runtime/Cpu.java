package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import anax.runtime.crossbar.LaneReceiver;
import anax.runtime.crossbar.LaneSender;

/// One CPU of a machine: its run queue, its ends of the crossbar, its counters, and the loop that runs its threads.
///
/// Owner: itself, that is, whatever runs on it; only [#id], [#machine], [#counters] and [#toString] are for everybody.
/// Allocates at boot and when a thread is made. Blocks only when it has nothing to do. At the bound of a lane a sender
/// takes in what comes to itself until there is room.
public final class Cpu {
    /// How long a full lane may hold up a sender before it says so.
    private static final long FULL_LANE_WARNING_NS = 1_000_000_000L;

    private final Machine machine;
    private final int id;
    private final Driver driver;
    private final Clock clock;
    private final CpuCounters counters = new CpuCounters();
    private final RunQueue runQueue = new RunQueue();
    private final FiberPool fibers;
    private final Doorbell doorbell = new Doorbell();
    private final ForeignInbox inbox;
    private final IdleSpin idleSpin;
    private final Lwkt idleThread;

    // The ends of the crossbar; wired before the first loop starts.
    private LaneSender<Ipi>[] outbound; // by target, null at this CPU's own place
    private LaneReceiver<Ipi>[] inbound; // without a place for this CPU
    private final Cpu[] toRing; // whom something was sent to since its bell was rung
    private int toRingCount;

    private Lwkt current;
    private volatile boolean halted;

    Cpu(Machine machine, int id, Driver driver, Clock clock) {
        MachineConfig config = machine.config();
        this.machine = machine;
        this.id = id;
        this.driver = driver;
        this.clock = clock;
        fibers = new FiberPool(config.pooledStacks());
        inbox = new ForeignInbox(config.inboxBound());
        idleSpin = new IdleSpin(clock, machine.idleSpinNs());
        idleThread = new Lwkt(this, "idle", Priority.IDLE, null);
        toRing = new Cpu[config.cpus()];
        current = idleThread;
    }

    /// Gives every CPU its ends of the N x N lanes.
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
    static void wire(Cpu[] cpus, int ringBound) {
        for (Cpu cpu : cpus) {
            cpu.outbound = new LaneSender[cpus.length];
            cpu.inbound = new LaneReceiver[cpus.length - 1];
        }
        for (Cpu from : cpus) {
            for (Cpu to : cpus) {
                if (from != to) {
                    Lane<Ipi> lane = new Lane<>(ringBound);
                    from.outbound[to.id] = lane.sender();
                    to.inbound[from.id < to.id ? from.id : from.id - 1] = lane.receiver();
                }
            }
        }
    }

    /// The CPU that runs the caller. Right at any moment, also right after a move; a few loads.
    ///
    /// @throws IllegalStateException if the caller is an ordinary Java thread
    public static Cpu current() {
        final Fiber fiber = Fiber.mounted();
        return fiber != null ? fiber.thread().cpu() : Carrier.cpuOfCaller();
    }

    /// The CPU that runs the caller; null if the caller is an ordinary Java thread.
    public static Cpu currentOrNull() {
        final Fiber fiber = Fiber.mounted();
        return fiber != null ? fiber.thread().cpu() : Carrier.cpuOfCallerOrNull();
    }

    /// The machine that it belongs to.
    public Machine machine() {
        return machine;
    }

    /// Its number in the machine, from 0.
    public int id() {
        return id;
    }

    /// True if the caller runs on this CPU.
    public boolean isCurrent() {
        return currentOrNull() == this;
    }

    /// What it has counted since boot. From another thread the figures may be old.
    public CpuCounters counters() {
        return counters;
    }

    /// Has `target` run `entry` at its next poll point; on this CPU itself, runs it at once.
    ///
    /// The order is kept for each pair of CPUs. A parked target is woken at this CPU's next poll point, or when
    /// half a ring or [Lane#BATCH] entries are out, whichever comes first. Call it on this CPU.
    ///
    /// @throws IllegalStateException if the lane is full and the machine is halted
    public void send(Cpu target, Ipi entry) {
        assert isCurrent() : this + " does not run the caller";
        assert target.machine == machine : target + " belongs to another machine";
        if (target == this) {
            runIpi(entry);
            return;
        }
        final LaneSender<Ipi> lane = outbound[target.id];
        if (!lane.offer(entry)) {
            counters.fifoFull++;
            offerWhenFull(target, lane, entry);
        }
        if (lane.unrung() == 1) {
            toRing[toRingCount++] = target;
        }
        if (lane.bellDue()) {
            ringBells();
        }
    }

    /// Takes in what arrived and rings the bells that are due: what happens at every poll point.
    void poll() {
        takeInbound();
        if (!inbox.isEmpty()) {
            takeForeign();
        }
        if (toRingCount != 0) {
            ringBells();
        }
    }

    /// One turn of a wait for another CPU. Every such wait calls it, so that a simulator can run the other one.
    void relax(int turn) {
        driver.relax(this, turn);
    }

    /// Makes all that was sent visible to its targets, waking those that are parked.
    void ringBells() {
        for (int i = 0; i < toRingCount; i++) {
            Cpu target = toRing[i];
            toRing[i] = null;
            outbound[target.id].rung();
            counters.rings++;
            if (target.doorbell.ring()) {
                counters.kicks++;
                driver.wake(target);
            }
        }
        toRingCount = 0;
    }

    /// The loop of the CPU: poll, run the thread that should run, idle if there is none. Returns when halted.
    void loop() {
        while (!halted) {
            turn();
        }
    }

    private void turn() {
        poll();
        final Lwkt thread = runQueue.head();
        if (thread == null) {
            idle();
            return;
        }
        current = thread;
        counters.switches++;
        thread.resume(fibers);
        current = idleThread;
        thread.completeSwitch(fibers);
    }

    private void idle() {
        if (idleSpin.untilWork(this)) {
            return;
        }
        counters.parks++;
        doorbell.announcePark();
        while (doorbell.isParked() && !hasArrivals() && !halted) {
            driver.park(this);
        }
        doorbell.cancelPark();
    }

    /// True if something waits to be taken in.
    boolean hasArrivals() {
        for (LaneReceiver<Ipi> lane : inbound) {
            if (!lane.isEmpty()) {
                return true;
            }
        }
        return !inbox.isEmpty();
    }

    private void takeInbound() {
        for (LaneReceiver<Ipi> lane : inbound) {
            if (lane.take() != 0) {
                for (Ipi entry = lane.next(); entry != null; entry = lane.next()) {
                    runIpi(entry);
                }
            }
        }
    }

    private void takeForeign() {
        for (int i = 0; i < Lane.BATCH; i++) {
            Ipi entry = inbox.poll();
            if (entry == null) {
                return;
            }
            runIpi(entry);
        }
    }

    private void runIpi(Ipi entry) {
        final Lwkt onWhoseStack = current;
        onWhoseStack.addCritical(1);
        // Messages are most of the traffic, and of any number of classes: this keeps the call to one target.
        if (entry instanceof Message message) {
            message.arrive(this);
        } else {
            entry.run(this);
        }
        onWhoseStack.addCritical(-1);
    }

    /// Waits for room in a lane. Two CPUs with both lanes full relieve each other here.
    private void offerWhenFull(Cpu target, LaneSender<Ipi> lane, Ipi entry) {
        long warnAtNs = clock.nowNs() + FULL_LANE_WARNING_NS;
        int turn = 0;
        do {
            if (halted) {
                throw new IllegalStateException(this + " was halted while its lane to " + target + " was full");
            }
            ringBells();
            takeInbound();
            relax(turn++);
            if ((turn & 0xFF) == 0 && clock.nowNs() - warnAtNs >= 0) {
                machine.warnFullLane(this, target);
                warnAtNs += FULL_LANE_WARNING_NS;
            }
        } while (!lane.offer(entry));
    }

    // What follows is the machine's, the driver's and the threads'.

    RunQueue runQueue() {
        return runQueue;
    }

    Doorbell doorbell() {
        return doorbell;
    }

    ForeignInbox inbox() {
        return inbox;
    }

    Lwkt currentThread() {
        return current;
    }

    /// True if nothing that this CPU sent is still on its way.
    boolean lanesAreEmpty() {
        for (LaneSender<Ipi> lane : outbound) {
            if (lane != null && !lane.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Has the loop return at its next turn. Any thread may call; the caller must wake the CPU if it is parked.
    void halt() {
        halted = true;
    }

    @Override
    public String toString() {
        return "CPU " + id + " of " + machine.config().name();
    }
}
