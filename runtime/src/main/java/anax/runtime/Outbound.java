package anax.runtime;

import anax.runtime.crossbar.LaneSender;

/// The sending side of one CPU: its ends of the lanes to all others, and the bells that it owes them.
///
/// Owner: one CPU, but for [#isEmpty]. Allocates where entries spill only.
///
/// **At the bound of a lane.** A thread that sends from outside of a critical section waits: meanwhile its CPU takes
/// in what comes to itself, so that two full lanes relieve each other, and warns once a second. Where nobody may
/// wait, in a critical section and while an entry of another CPU runs, what finds no room is spilled: kept in order
/// behind the lane, and published as soon as there is room; a CPU that has spilled more than a lane holds waits at
/// its next poll point. So entries never wait inside of entries, however often they send on; whoever waits can take
/// in all that comes; and the order of sending is kept for each pair of CPUs. (DragonFly lets entries wait inside of
/// entries, and bounds the depth by taking in only from CPUs that wait themselves.)
///
/// **Rows.** Ordinary messages to one port right behind each other go out as one entry, a [MessageRow]. The first
/// goes by itself and owes its target a bell; those behind it are kept in the open row, and whatever rings that bell
/// publishes the row before: a row waits no longer than a bell does. So does whatever else this CPU sends, so that
/// nothing overtakes. A row is begun only where the bell is owed and the lane is not congested, so it always finds
/// room.
final class Outbound {
    private final Cpu self;
    private final Driver driver;
    private final CpuCounters counters;
    private final LaneSender<Ipi>[] lanes; // by target; null at this CPU's own place
    private final int mostSpilled;
    private final MessageRows rows; // the target of the open one is owed a bell
    private final Cpu[] toRing; // whom something was sent to since its bell was rung
    private int toRingCount;
    private boolean passiveOwed; // something may lie on a lane whose bell nobody owes
    private int spilled; // over all lanes
    private int idleTurns; // of waiting for room with nothing else to do
    private long idleWarnAtNs;

    Outbound(Cpu self, Driver driver, CpuCounters counters, LaneSender<Ipi>[] lanes, int mostSpilled) {
        this.self = self;
        this.driver = driver;
        this.counters = counters;
        this.lanes = lanes;
        this.mostSpilled = mostSpilled;
        rows = new MessageRows(self.id(), lanes.length);
        toRing = new Cpu[lanes.length];
    }

    /// Adds a message for a port of another CPU to the open row, if it goes the same way and is of the same kind:
    /// then it is sent.
    ///
    /// @return false if it has to be sent by [#sendMessage]
    boolean addToRow(QueuedPort port, Cpu home, Message message) {
        final MessageRow row = rows.open();
        if (row == null || !row.add(port, home, message)) {
            return false;
        }
        if (row.isFull()) {
            publish(row);
        }
        return true;
    }

    /// Publishes a message for a port of another CPU, or begins a row with it.
    ///
    /// @throws IllegalStateException as of [#send]
    void sendMessage(QueuedPort port, Cpu home, Message message) {
        publishRow();
        if (message.isOrdinary()) {
            driver.atSharedAccess(self);
            if (rows.begin(port, home, message, lanes[home.id()].roomAmongOthers())) {
                return;
            }
        }
        send(home, message);
    }

    /// Publishes an entry for another CPU; its bell is rung later, with those of other sends, unless it is due.
    ///
    /// @throws IllegalStateException if the lane is full and this CPU is halted
    void send(Cpu target, Ipi entry) {
        publishRow();
        final LaneSender<Ipi> lane = lanes[target.id()];
        driver.atSharedAccess(self);
        if (!lane.putAmongOthers(entry)) {
            sendWithCare(target, lane, entry);
        }
    }

    /// The first and the last of a batch, and whatever there may be no room for.
    private void sendWithCare(Cpu target, LaneSender<Ipi> lane, Ipi entry) {
        if (lane.isCongested()) {
            if (self.isTakingInForbidden()) {
                sendOrSpill(target, lane, entry);
                return;
            }
            awaitRelief(target, lane);
        }
        lane.put(entry);
        noteSent(target, lane);
    }

    /// Publishes an entry for another CPU without owing it a bell, unless a quarter of the lane is in use.
    void sendPassive(Cpu target, Ipi entry) {
        publishRow();
        final LaneSender<Ipi> lane = lanes[target.id()];
        if (lane.isQuarterFull()) {
            send(target, entry);
            return;
        }
        driver.atSharedAccess(self);
        counters.passive++;
        lane.put(entry);
        passiveOwed = true;
    }

    /// Rings for what was sent passively and lies there still, before this CPU parks: nobody else would.
    void ringPassiveBells() {
        if (!passiveOwed) {
            return;
        }
        passiveOwed = false;
        for (int id = 0; id < lanes.length; id++) {
            final LaneSender<Ipi> lane = lanes[id];
            if (lane != null && lane.unrung() != 0 && !lane.isEmpty()) {
                oweBell(self.machine().cpu(id), lane);
            }
        }
        ringBells();
    }

    /// Makes all that was sent visible to its targets, waking those that are parked.
    void ringBells() {
        publishRow();
        for (int i = 0; i < toRingCount; i++) {
            Cpu target = toRing[i];
            toRing[i] = null;
            lanes[target.id()].rung();
            counters.rings++;
            driver.atSharedAccess(self);
            if (target.doorbell().ring()) {
                counters.kicks++;
                target.wake();
            } else {
                counters.avoided++;
            }
        }
        toRingCount = 0;
    }

    /// True if bells are owed, or something is spilled.
    boolean owesAnything() {
        return (toRingCount | spilled) != 0;
    }

    /// Does what is owed, as far as it can be done here.
    void settle() {
        if (spilled != 0) {
            relieveSpill();
        }
        ringBells();
    }

    boolean owesBells() {
        return toRingCount != 0;
    }

    boolean hasSpilled() {
        return spilled != 0;
    }

    /// Publishes what was spilled, as far as there is room. If more is left than a lane holds, and waiting is
    /// allowed here, waits for room.
    void relieveSpill() {
        flushSpill();
        if (spilled > mostSpilled && !self.isTakingInForbidden()) {
            awaitFlush();
        }
    }

    /// One turn of a wait for room, by a CPU that has nothing else to do but may not park.
    void idleTurn() {
        if (idleTurns == 0) {
            idleWarnAtNs = self.warnOfWaitAtNs();
        }
        idleWarnAtNs = self.waitFor(fullest(), "room for what was spilled", idleTurns++, idleWarnAtNs);
    }

    /// Publishes what was spilled, as far as there is room.
    void flushSpill() {
        for (int id = 0; spilled != 0 && id < lanes.length; id++) {
            final LaneSender<Ipi> lane = lanes[id];
            if (lane != null && lane.spilled() != 0) {
                driver.atSharedAccess(self);
                final int flushed = lane.flush();
                spilled -= flushed;
                if (flushed != 0) {
                    oweBell(self.machine().cpu(id), lane);
                }
            }
        }
        if (spilled == 0) {
            idleTurns = 0;
        }
    }

    /// True if nothing that this CPU sent is still on its way. Any thread may ask, of a CPU that is parked.
    boolean isEmpty() {
        for (LaneSender<Ipi> lane : lanes) {
            if (lane != null && !lane.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void publishRow() {
        final MessageRow row = rows.open();
        if (row != null) {
            publish(row);
        }
    }

    /// There is room: the lane was not congested when the row was begun, and nothing else went there since.
    private void publish(MessageRow row) {
        rows.close();
        final LaneSender<Ipi> lane = lanes[row.home().id()];
        final int messages = row.count();
        row.leave();
        counters.rows++;
        driver.atSharedAccess(self);
        lane.putForMany(row, messages);
        if (lane.bellDue()) {
            ringBells();
        }
    }

    private void noteSent(Cpu target, LaneSender<Ipi> lane) {
        oweBell(target, lane);
        if (lane.bellDue()) {
            ringBells();
        }
    }

    private void oweBell(Cpu target, LaneSender<Ipi> lane) {
        if (lane.oweBell()) {
            toRing[toRingCount++] = target;
        }
    }

    private void sendOrSpill(Cpu target, LaneSender<Ipi> lane, Ipi entry) {
        if (lane.offer(entry)) {
            noteSent(target, lane);
            return;
        }
        counters.spilled++;
        spilled++;
        lane.spill(entry);
    }

    private void awaitRelief(Cpu target, LaneSender<Ipi> lane) {
        counters.fifoFull++;
        long warnAtNs = self.warnOfWaitAtNs();
        int turn = 0;
        do {
            warnAtNs = self.waitFor(target, "room in its lane", turn++, warnAtNs);
            driver.atSharedAccess(self);
        } while (!lane.isRelieved());
    }

    private void awaitFlush() {
        counters.fifoFull++;
        long warnAtNs = self.warnOfWaitAtNs();
        for (int turn = 0; spilled > mostSpilled; turn++) {
            warnAtNs = self.waitFor(fullest(), "room for what was spilled", turn, warnAtNs);
        }
    }

    private Cpu fullest() {
        int fullest = -1;
        for (int id = 0; id < lanes.length; id++) {
            if (lanes[id] != null && (fullest < 0 || lanes[id].spilled() > lanes[fullest].spilled())) {
                fullest = id;
            }
        }
        return self.machine().cpu(fullest);
    }
}
