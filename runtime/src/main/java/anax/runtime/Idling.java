package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.crossbar.Doorbell;

/// What a CPU does without work: look for some for a while, then park until somebody rings.
///
/// Owner: one CPU; any thread may ring its bell and then [#wake] it. Allocates nothing. Blocks, that is its purpose.
///
/// The order is the law: whoever parks says so first, looks once more, and only then sleeps; whoever sends publishes
/// first and then reads what the other said ([Doorbell]).
final class Idling {
    private final Cpu cpu;
    private final Driver driver;
    private final IdleSpin idleSpin;
    private final Doorbell doorbell;
    private volatile DeviceWait deviceWait; // the owner's to change; whoever wakes it reads it

    Idling(Cpu cpu, Driver driver, Clock clock, long idleSpinNs) {
        this.cpu = cpu;
        this.driver = driver;
        doorbell = cpu.doorbell();
        idleSpin = new IdleSpin(clock, idleSpinNs);
    }

    /// Returns when there may be work.
    void untilWork() {
        final Outbound outbound = cpu.outbound();
        if (outbound.hasSpilled()) {
            cpu.expectGap();
            outbound.idleTurn();
            return;
        }
        if (!idleSpin.untilWorkSoon(cpu)) {
            untilWorkOrAlarm();
        }
    }

    /// @return true if a device has something, of which whoever waits for it was told
    private boolean untilWorkOrAlarm() {
        cpu.expectGap();
        final long alarmNs = cpu.timers().nextDeadlineNs();
        final long beganNs = cpu.nowNs();
        cpu.beginIdle(beganNs);
        if (idleSpin.untilWork(cpu, beganNs, alarmNs)) {
            return idleSpin.foundByDevice();
        }
        cpu.outbound().ringPassiveBells();
        cpu.counters().parks++;
        driver.atSharedAccess(cpu);
        doorbell.announcePark();
        driver.atSharedAccess(cpu);
        boolean byDevice = false;
        while (!byDevice && doorbell.isParked() && !cpu.hasArrivals() && !cpu.isHalted() && !cpu.isPast(alarmNs)) {
            byDevice = park(alarmNs);
        }
        driver.atSharedAccess(cpu);
        doorbell.cancelPark();
        idleSpin.afterPark(cpu.nowNs() - beganNs);
        return byDevice;
    }

    /// Waits for work on the stack of a thread that would wait for it, and takes it in.
    ///
    /// While no other thread is ready there is none to switch to, and the loop below would do no more than look
    /// and park; so what is waited for finds its thread on its stack. In debug mode each wait is a switch, for
    /// only switches are checked.
    ///
    /// @param what what it waits for
    /// @return false if the thread has to leave its stack, with nothing taken in
    boolean takeInPlace(Lwkt running, String what) {
        final Outbound outbound = cpu.outbound();
        if (!cpu.runQueue().holdsOnly(running)
                || running.hasTokens() // which it has to drop
                || running.gate() != null // behind which others may be ready
                || cpu.isTakingInForbidden()
                || cpu.isHalted()
                || cpu.heldLocks() != null
                || outbound.hasSpilled()) {
            return false;
        }
        if (outbound.owesBells() || idleSpin.untilWorkSoon(cpu)) {
            cpu.poll();
        } else {
            running.restsFor(what);
            final boolean byDevice = untilWorkOrAlarm();
            if (byDevice && !cpu.hasArrivals()) {
                cpu.endIdle(); // and no poll point, which after a rest takes as long as what the device has
            } else {
                cpu.poll();
            }
            running.restsFor(null);
        }
        if (cpu.isRescheduleWanted()) {
            Lwkt.yield(); // whoever was made ready meanwhile and goes before it has the turn
        }
        return true;
    }

    /// Waits with a device from now on; null parks again.
    void waitWith(DeviceWait wait) {
        deviceWait = wait;
    }

    DeviceWait deviceWait() {
        return deviceWait;
    }

    /// Looks at the devices.
    ///
    /// @return true if one has something
    boolean lookAtDevices() {
        final DeviceWait wait = deviceWait;
        return wait != null && wait.look();
    }

    /// Ends the sleep. Any thread may call, after it rang the bell and was told to.
    void wake() {
        final DeviceWait wait = deviceWait;
        if (wait != null) {
            wait.wake();
        } else {
            driver.wake(cpu);
        }
    }

    /// @return true if a device has something
    private boolean park(long alarmNs) {
        final DeviceWait wait = deviceWait;
        if (wait != null) {
            return wait.await(alarmNs);
        }
        driver.park(cpu, alarmNs);
        return false;
    }
}
