package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Ipi;

/// The way of a thread through its scheduler: to the scheduler's CPU when it is ready, to its own CPU when it was
/// picked, to the CPU that it was picked for; or back, if the scheduler was replaced meanwhile.
///
/// Owner: its way. Allocated with its thread, and under way once at most: each step begins when the one before has
/// ended.
final class Journey extends Ipi {
    private final UserThread thread;
    private final Userland land;
    private Step step;
    private int targetCpu;
    private long grant;
    private Regime successor;

    private enum Step {
        READY,
        PICKED,
        ARRIVING,
        MOVING,
        BACK
    }

    Journey(UserThread thread, Userland land) {
        this.thread = thread;
        this.land = land;
    }

    /// Tells the scheduler that the thread is ready.
    void tellReady(Cpu here) {
        step = Step.READY;
        go(here, thread.dispatcher().home());
    }

    /// Gives the thread to a CPU.
    void grant(int cpu, long number) {
        step = Step.PICKED;
        targetCpu = cpu;
        grant = number;
        go(Cpu.current(), thread.account().cpu());
    }

    /// Gives the thread back to its CPU, whose scheduler this is no longer.
    void bringBack(Regime later) {
        step = Step.BACK;
        successor = later;
        go(Cpu.current(), thread.account().cpu());
    }

    /// Takes the thread to another CPU, where it becomes ready.
    void move(int cpu) {
        step = Step.MOVING;
        thread.carry(land.machine().cpu(cpu), this);
    }

    /// The number of the grant by which it was given to a CPU.
    long grantNumber() {
        return grant;
    }

    @Override
    protected void run(Cpu here) {
        switch (step) {
            case READY -> thread.dispatcher().onReady(thread);
            case PICKED -> {
                if (targetCpu == here.id()) {
                    land.at(here).take(thread);
                } else {
                    step = Step.ARRIVING;
                    thread.carry(land.machine().cpu(targetCpu), this);
                }
            }
            case ARRIVING -> land.at(here).take(thread);
            case MOVING -> thread.comeBack(here);
            case BACK -> {
                land.at(here).hear(thread.group().root(), successor);
                thread.comeBack(here);
            }
        }
    }

    private void go(Cpu here, int cpu) {
        if (cpu == here.id()) {
            run(here);
        } else {
            here.send(land.machine().cpu(cpu), this);
        }
    }
}
