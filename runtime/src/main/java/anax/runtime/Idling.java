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
        if (idleSpin.untilWorkSoon(cpu)) {
            return;
        }
        cpu.expectGap();
        final long alarmNs = cpu.timers().nextDeadlineNs();
        final long beganNs = cpu.nowNs();
        if (idleSpin.untilWork(cpu, beganNs, alarmNs)) {
            return;
        }
        outbound.ringPassiveBells();
        cpu.counters().parks++;
        driver.atSharedAccess(cpu);
        doorbell.announcePark();
        driver.atSharedAccess(cpu);
        while (doorbell.isParked() && !cpu.hasArrivals() && !cpu.isHalted() && !cpu.isPast(alarmNs)) {
            park(alarmNs);
        }
        driver.atSharedAccess(cpu);
        doorbell.cancelPark();
        idleSpin.afterPark(cpu.nowNs() - beganNs);
    }

    /// Takes in what comes soon, on the stack of a thread that would wait for it.
    ///
    /// While no other thread is ready there is none to switch to, and the loop below would do no more than look;
    /// so the answer to a synchronous message finds its thread on its stack. In debug mode each wait is a switch,
    /// for only switches are checked.
    ///
    /// @return true if something was taken in; false if the thread has to leave, with nothing taken in
    boolean takeInPlace(Lwkt running) {
        if (!cpu.runQueue().holdsOnly(running)
                || cpu.isTakingInForbidden()
                || cpu.isHalted()
                || cpu.heldLocks() != null) {
            return false;
        }
        if (!cpu.outbound().owesBells() && !idleSpin.untilWorkSoon(cpu)) {
            return false;
        }
        cpu.poll();
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

    private void park(long alarmNs) {
        final DeviceWait wait = deviceWait;
        if (wait != null) {
            wait.await(alarmNs);
        } else {
            driver.park(cpu, alarmNs);
        }
    }
}
