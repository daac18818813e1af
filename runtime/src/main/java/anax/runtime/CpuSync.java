package anax.runtime;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;

/// Runs an action on every CPU of a machine while none of them runs anything else.
///
/// Owner: the thread that runs it. Allocates an entry for each CPU. It blocks the thread until it is its turn, for
/// there is one such action at a time; then it holds all CPUs, each at a poll point outside of critical sections, or
/// where it waits for another CPU. What arrives is taken in all the same, or a CPU that waits for room could not be
/// held. A thread that passes no poll point delays it; it warns once a second. DragonFly's cpusync, whose masters do
/// not queue.
///
/// A parked CPU is woken for it: use it for what must be seen by all at once, not for what a message can do.
public final class CpuSync {
    private final Consumer<Cpu> action;
    private final Cpu master;
    private int acknowledged;

    private CpuSync(Consumer<Cpu> action, Cpu master) {
        this.action = action;
        this.master = master;
    }

    /// Runs the action on every CPU of this machine, the caller's last, and returns when all have run it.
    ///
    /// @param action gets the CPU that runs it; it must neither block nor switch. What it throws is reported as
    ///     the failure of whatever thread it ran on, and keeps no CPU from going on
    /// @throws IllegalStateException if the caller is in a critical section
    public static void run(Consumer<Cpu> action) {
        Objects.requireNonNull(action, "a cpusync needs an action");
        if (Cpu.current().isTakingInForbidden()) {
            throw new IllegalStateException("a cpusync was begun by " + Lwkt.current()
                    + " in a critical section, where it may not wait; leave it before"
                    + Lwkt.current().lastEntered());
        }
        final Turn turn = new Turn(Lwkt.current());
        Cpu.current().send(Cpu.current().machine().cpu(0), turn);
        turn.await();
        new CpuSync(action, Cpu.current()).runOnAll();
        final Cpu here = Cpu.current();
        here.send(here.machine().cpu(0), turn);
    }

    private void runOnAll() {
        final Machine machine = master.machine();
        final Station[] stations = new Station[machine.cpuCount() - 1];
        // From the own number upwards and round, so that CPU 0 is not favoured.
        for (int i = 0; i < stations.length; i++) {
            stations[i] = new Station(this, machine.cpu((master.id() + 1 + i) % machine.cpuCount()));
        }
        tellAll(stations, Phase.HOLD);
        tellAll(stations, Phase.RUN);
        master.syncHold().run(action);
        // Waited for as well: on other lanes than this, the next master's word could come before it.
        tellAll(stations, Phase.GO_ON);
    }

    private void tellAll(Station[] stations, Phase phase) {
        acknowledged = 0;
        for (Station station : stations) {
            station.tell(phase);
        }
        long warnAtNs = master.warnOfWaitAtNs();
        for (int turn = 0; acknowledged < stations.length; turn++) {
            warnAtNs = master.waitFor(stations[turn % stations.length].cpu, "its part in a cpusync", turn, warnAtNs);
        }
    }

    private enum Phase {
        HOLD,
        RUN,
        GO_ON
    }

    /// One held CPU's part: it goes out with each phase and comes back as its acknowledgement.
    ///
    /// Owner: its way. Allocated for each cpusync.
    static final class Station extends Ipi {
        private final CpuSync sync;
        private final Cpu cpu;
        private Phase phase;

        private Station(CpuSync sync, Cpu cpu) {
            this.sync = sync;
            this.cpu = cpu;
        }

        private void tell(Phase next) {
            phase = next;
            sync.master.send(cpu, this);
        }

        @Override
        protected void run(Cpu here) {
            if (here == sync.master) {
                sync.acknowledged++;
            } else if (phase == Phase.HOLD) {
                here.syncHold().begin(this);
            } else if (phase == Phase.RUN) {
                here.syncHold().run(sync.action);
                acknowledge();
            } else {
                here.syncHold().end();
                acknowledge();
            }
        }

        /// Tells the master that this CPU has done what it was told.
        void acknowledge() {
            cpu.send(sync.master, this);
        }

        /// Who holds the CPU.
        Cpu master() {
            return sync.master;
        }
    }

    private enum Way {
        OUT,
        HOME,
        BACK
    }

    /// Whose turn it is to hold the machine. Goes out to CPU 0, which keeps the queue, home when it is the
    /// thread's turn, and back to CPU 0 when that is over.
    ///
    /// Owner: its way.
    static final class Turn extends Ipi {
        private final Lwkt thread;
        private Way way = Way.OUT;
        private boolean granted;

        private Turn(Lwkt thread) {
            this.thread = thread;
        }

        private void await() {
            while (!granted) {
                Lwkt.block("cpusync");
            }
            way = Way.BACK;
        }

        @Override
        protected void run(Cpu here) {
            final ArrayDeque<Turn> queue = here.machine().syncTurns();
            switch (way) {
                case OUT -> {
                    queue.addLast(this);
                    if (queue.peekFirst() == this) {
                        goHome(here);
                    }
                }
                case HOME -> goHome(here);
                case BACK -> {
                    queue.removeFirst();
                    if (!queue.isEmpty()) {
                        queue.peekFirst().goHome(here);
                    }
                }
            }
        }

        /// Wakes the thread, wherever it is by now.
        private void goHome(Cpu here) {
            way = Way.HOME;
            final Cpu home = thread.cpu();
            if (home == here) {
                granted = true;
                thread.scheduleOnCpu(here);
            } else {
                here.send(home, this);
            }
        }
    }
}
