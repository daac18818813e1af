package anax.bench.lwkt;

import anax.runtime.Cpu;
import anax.runtime.InterruptLine;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Message;
import anax.runtime.PerCpu;
import anax.runtime.Port;
import anax.runtime.Priority;
import anax.runtime.timer.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// A small system that has some of everything: services that pass messages between CPUs, a sleeper, a timer, an
/// interrupt thread, and a thread that wanders from CPU to CPU.
///
/// Owner: whoever made it, but what runs on a CPU is that CPU's; any thread may ask for figures and [#stop].
/// Allocates when made. A caller rests after each burst, so that CPUs park and are woken, as in a system that is not
/// overloaded.
public final class DemoSystem {
    private static final long MS = 1_000_000;
    private static final long REST_NS = 2 * MS;
    private static final long TIMER_NS = 10 * MS;
    private static final long WANDER_NS = 20 * MS;
    private static final long SLEEP_NS = 100 * MS;
    private static final int BURST = 100;

    private final Machine machine;
    private final Tally[] tallies;
    private final PerCpu<Tally> own;
    private volatile boolean stopping;

    /// What the threads of one CPU have done. Owner: one CPU; others read old values.
    private static final class Tally {
        private long messages;
        private long interrupts;
        private long visits;
    }

    /// A question that carries a number, which comes back as its successor.
    private static final class Question extends Message {
        private long number;
    }

    private DemoSystem(Machine machine) {
        this.machine = machine;
        tallies = new Tally[machine.cpuCount()];
        own = new PerCpu<>(machine, cpu -> tallies[cpu] = new Tally());
    }

    /// Starts the system on all CPUs of a machine.
    ///
    /// @throws InterruptedException if the caller was interrupted meanwhile
    public static DemoSystem start(Machine machine) throws InterruptedException {
        DemoSystem system = new DemoSystem(machine);
        int cpus = machine.cpuCount();
        Port[] services = new Port[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            services[cpu] =
                    machine.spawn(cpu, "service-" + cpu, DemoSystem::serve).port();
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            Port next = services[(cpu + 1) % cpus];
            machine.spawn(cpu, "caller-" + cpu, () -> system.call(next));
        }
        machine.spawn(0, "sleeper", Priority.IDLE_WORK, system::sleep);
        machine.spawn(0, "wanderer", system::wander);
        InterruptLine device = system.on(cpus - 1, system::addDevice);
        system.on(0, () -> system.tick(device));
        return system;
    }

    /// Has its threads end; those that serve wait for a message that never comes.
    public void stop() {
        stopping = true;
    }

    /// How many messages the threads of a CPU have sent and got back.
    public long messages(int cpu) {
        return tallies[cpu].messages;
    }

    /// How many interrupts a CPU has served.
    public long interrupts(int cpu) {
        return tallies[cpu].interrupts;
    }

    /// How often the wanderer came to a CPU.
    public long visits(int cpu) {
        return tallies[cpu].visits;
    }

    private <T> T on(int cpu, Callable<T> body) throws InterruptedException {
        try {
            return machine.call(cpu, "set-up", body);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("CPU " + cpu + " could not be set up", failed.getCause());
        }
    }

    private static void serve() {
        while (true) {
            Question question = (Question) Lwkt.current().port().waitMessage();
            question.number++;
            question.replyMessage(0);
        }
    }

    private void call(Port service) {
        Question question = new Question();
        while (!stopping) {
            for (int i = 0; i < BURST; i++) {
                question.number = i;
                service.doMessage(question);
                if (question.number != i + 1) {
                    throw new IllegalStateException(question.number + " came back for " + i);
                }
                own.local().messages++;
            }
            pause("rest", REST_NS);
        }
    }

    private void sleep() {
        while (!stopping) {
            pause("sleep", SLEEP_NS);
        }
    }

    private void wander() {
        for (int cpu = 1; !stopping; cpu++) {
            pause("look around", WANDER_NS);
            Lwkt.moveTo(cpu % machine.cpuCount());
            own.local().visits++;
        }
    }

    private InterruptLine addDevice() {
        return Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> own.local().interrupts++);
    }

    /// A timer that raises the line each time that it fires, in the context of whatever runs there.
    private Timer tick(InterruptLine device) {
        Timer timer = new Timer(
                (fired, _) -> {
                    if (!stopping) {
                        device.raise();
                        Cpu.current().timers().schedule(fired, fired.deadlineNs() + TIMER_NS);
                    }
                },
                0);
        Cpu.current().timers().schedule(timer, Cpu.current().nowNs() + TIMER_NS);
        return timer;
    }

    /// Whoever else schedules the thread meanwhile does not end its rest.
    private static void pause(String reason, long forNs) {
        final long untilNs = Cpu.current().nowNs() + forNs;
        while (Cpu.current().nowNs() - untilNs < 0) {
            Lwkt.blockUntil(reason, untilNs);
        }
    }
}
