package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A fixed set of CPUs that pass messages to each other, and what gives them time.
///
/// Owner: whoever booted it; [#spawn], [#call], [#submit] and what inspects are for every thread, [#stop]
/// for ordinary ones. Allocates at boot.
/// Blocks in [#call] and [#stop] only.
///
/// ```java
/// try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
///     int answer = machine.call(1, "deep-thought", () -> 6 * 7);
/// }
/// ```
public final class Machine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

    /// How long [#close] gives the machine to come to rest.
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final long HALT_TIMEOUT_NS = 1_000_000_000L;

    private final MachineConfig config;
    private final Clock clock;
    private final long idleSpinNs;
    private final Driver driver;
    private final FailureHandler failureHandler;
    private final ForeignGate gate;
    private final SleepTable sleepTable;
    private final Cpu[] cpus;
    private final ArrayDeque<CpuSync.Turn> syncTurns = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private List<PinOutcome> pinOutcomes = List.of(); // set before boot returns
    private final Set<FutureTask<?>> pendingCalls = ConcurrentHashMap.newKeySet();
    private final ForeignPorts foreignPorts = new ForeignPorts();

    private Machine(MachineConfig config, Clock clock, long idleSpinNs, Driver driver, FailureHandler failureHandler) {
        this.config = config;
        this.clock = clock;
        this.idleSpinNs = idleSpinNs;
        this.driver = driver;
        this.failureHandler = failureHandler;
        gate = new ForeignGate(driver, clock);
        sleepTable = new SleepTable(config.cpus(), config.sleepBuckets());
        cpus = new Cpu[config.cpus()];
    }

    /// Builds a machine on this computer's clock and the processors that this process may use, and starts it.
    ///
    /// What escapes a lightweight thread is logged with its stack.
    ///
    /// @throws IllegalStateException if the JVM was started without a flag that is needed; the message says which
    public static Machine boot(MachineConfig config) {
        RequiredFlags.check(); // before the topology is read, which already calls native code
        return boot(config, SystemClock.INSTANCE, Topology.ofThisProcess(), Pinning.openHft(), Machine::logFailure);
    }

    /// Builds a machine on what the caller injects, and starts it.
    ///
    /// @param clock          where the CPUs read the time
    /// @param topology       the processors that they may use
    /// @param pinning        how each is tied to its processor; not used if the configuration says so
    /// @param failureHandler is told of each exception that escapes a lightweight thread
    /// @throws IllegalStateException if the JVM was started without a flag that is needed; the message says which
    public static Machine boot(
            MachineConfig config, Clock clock, Topology topology, Pinning pinning, FailureHandler failureHandler) {
        RequiredFlags.check();
        Pinning used = config.pin() ? pinning : Pinning.none("switched off by the configuration");
        PinnedDriver driver = new PinnedDriver(topology, used, clock);
        boolean shared = topology.oversubscribedBy(config.cpus());
        Machine machine = new Machine(config, clock, shared ? 0 : config.idleSpinNs(), driver, failureHandler);
        machine.start();
        machine.pinOutcomes = List.copyOf(driver.pinOutcomes());
        machine.warnOfPinning(topology);
        return machine;
    }

    /// Builds a machine whose CPUs another driver gives time to, such as a simulator.
    ///
    /// @param clock          where the CPUs read the time
    /// @param driver         gives them time
    /// @param failureHandler is told of each exception that escapes a lightweight thread
    /// @throws IllegalStateException if the JVM was started without a flag that is needed; the message says which
    public static Machine boot(MachineConfig config, Clock clock, Driver driver, FailureHandler failureHandler) {
        RequiredFlags.check();
        Machine machine = new Machine(config, clock, config.idleSpinNs(), driver, failureHandler);
        machine.start();
        return machine;
    }

    private void start() {
        Crosspoint[] crossbar = Crosspoint.crossbar(cpus.length, config.ringBound());
        Driver.Processor[] processors = new Driver.Processor[cpus.length];
        for (int id = 0; id < cpus.length; id++) {
            cpus[id] = new Cpu(this, id, driver, clock, crossbar[id]);
            processors[id] = new CpuProcessor(cpus[id]);
        }
        driver.start(processors);
    }

    /// Starts a lightweight thread of priority [Priority#DAEMON] on a CPU. Any thread may call.
    ///
    /// @param cpu  where: 0 to [#cpuCount], exclusive
    /// @param name what people call it
    /// @param body what it does
    /// @return the thread, which may have begun already
    /// @throws IllegalArgumentException if there is no such CPU
    /// @throws IllegalStateException if the machine is stopped, or the CPU's inbox stayed full for a second
    public Lwkt spawn(int cpu, String name, Runnable body) {
        return spawn(cpu, name, Priority.DAEMON, body);
    }

    /// Starts a lightweight thread on a CPU. Any thread may call.
    ///
    /// @param cpu      where: 0 to [#cpuCount], exclusive
    /// @param name     what people call it
    /// @param priority 1 to 31, the higher goes first
    /// @param body     what it does
    /// @return the thread, which may have begun already
    /// @throws IllegalArgumentException if there is no such CPU or priority
    /// @throws IllegalStateException if the machine is stopped, or the CPU's inbox stayed full for a second
    public Lwkt spawn(int cpu, String name, int priority, Runnable body) {
        Priority.check(priority);
        Cpu target = cpu(cpu);
        Lwkt thread = new Lwkt(target, name, priority, body);
        Cpu here = Cpu.currentOrNull();
        if (here != null && here.machine() == this) {
            here.send(target, thread.scheduleIpi());
        } else {
            gate.submit(target, thread.scheduleIpi());
        }
        return thread;
    }

    /// Has a CPU of this machine run an entry at its next poll point. For ordinary Java threads, which wake it if
    /// it is parked; lightweight threads use [Cpu#send].
    ///
    /// @throws IllegalArgumentException if the CPU is of another machine
    /// @throws IllegalStateException if the machine is stopped, or the CPU's inbox stayed full for a second
    public void submit(Cpu target, Ipi entry) {
        if (target.machine() != this) {
            throw new IllegalArgumentException("an entry for " + target + " was handed to machine " + config.name()
                    + "; hand it to the machine of that CPU");
        }
        gate.submit(target, entry);
    }

    /// Where the thread is that a CPU runs, the innermost call first; the CPU's own loop if it runs none, and
    /// nothing if the driver cannot tell. Any ordinary thread may ask: the CPU need not answer for itself.
    public List<StackTraceElement> stackOf(Cpu cpu) {
        return CarrierStack.fibers(driver.stackOf(cpu)).getFirst();
    }

    /// What came of pinning each CPU, by number; empty if the driver pins none.
    public List<PinOutcome> pinOutcomes() {
        return pinOutcomes;
    }

    /// Runs `body` as a lightweight thread and waits for its result. For ordinary Java threads.
    ///
    /// @param <T>  the type of the result
    /// @param cpu  where: 0 to [#cpuCount], exclusive
    /// @param name what people call the thread
    /// @param body what it does
    /// @return what the body returned
    /// @throws ExecutionException    if the body threw; the cause is what it threw
    /// @throws InterruptedException  if the caller was interrupted; the body goes on
    /// @throws CancellationException if the machine was stopped before the body came to its end
    /// @throws IllegalStateException if a lightweight thread calls, or the machine is stopped
    public <T> T call(int cpu, String name, Callable<T> body) throws ExecutionException, InterruptedException {
        refuseOnCpu("call");
        FutureTask<T> task = new FutureTask<>(body);
        pendingCalls.add(task);
        try {
            spawn(cpu, name, task);
            return task.get();
        } finally {
            pendingCalls.remove(task);
        }
    }

    /// How many CPUs there are.
    public int cpuCount() {
        return cpus.length;
    }

    /// The CPU of a number.
    ///
    /// @throws IllegalArgumentException if there is none
    public Cpu cpu(int id) {
        if (id < 0 || id >= cpus.length) {
            throw new IllegalArgumentException(
                    "CPU " + id + " was named; " + config.name() + " has 0 to " + (cpus.length - 1));
        }
        return cpus[id];
    }

    /// How it was built.
    public MachineConfig config() {
        return config;
    }

    /// What a reader of its figures has to know: CPUs that could not be pinned, or that share processors. Empty
    /// if everything is as it should be.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// Stops the machine within [#CLOSE_TIMEOUT]. See [#stop].
    @Override
    public void close() {
        stop(CLOSE_TIMEOUT);
    }

    /// Lets the machine come to rest, then ends its CPUs. For ordinary Java threads; a second call does nothing.
    ///
    /// At rest no thread can run and nothing is under way between CPUs. Threads that wait then, as services do
    /// for their next message, never run again; ordinary threads that wait in [#call] get a
    /// [CancellationException], as do those that wait at a [ForeignPort] for replies from here.
    ///
    /// @param timeout how long it may take to come to rest
    /// @throws IllegalStateException if it did not, naming what ran on and where; its CPUs are ended all the
    ///     same, but for those that do not come back to their loop. Also if a lightweight thread calls
    public void stop(Duration timeout) {
        refuseOnCpu("stop");
        final long timeoutNs = timeout.toNanos();
        if (!gate.close()) {
            return;
        }
        String unrest = new Rest(cpus, driver, clock).await(timeoutNs) ? "" : describeUnrest();
        for (Cpu cpu : cpus) {
            cpu.halt();
            cpu.wake();
        }
        boolean ended = driver.join(HALT_TIMEOUT_NS);
        for (FutureTask<?> call : pendingCalls) {
            call.cancel(false);
        }
        foreignPorts.end();
        if (!unrest.isEmpty() || !ended) {
            throw new IllegalStateException(
                    config.name() + " did not come to rest within " + timeout.toMillis() + " ms; " + unrest);
        }
    }

    /// Who holds the machine for a cpusync, and who waits for that. CPU 0's.
    ArrayDeque<CpuSync.Turn> syncTurns() {
        return syncTurns;
    }

    /// Hands a reply of an ordinary thread to a CPU.
    ///
    /// @throws MachineStoppedException if the machine is stopped
    void submitReply(Cpu target, Message reply) {
        gate.submitReply(target, reply);
    }

    /// True from the begin of [#stop]: nothing comes in from outside.
    boolean isClosed() {
        return gate.isClosed();
    }

    ForeignPorts foreignPorts() {
        return foreignPorts;
    }

    SleepTable sleepTable() {
        return sleepTable;
    }

    long idleSpinNs() {
        return idleSpinNs;
    }

    void reportFailure(Lwkt thread, Throwable failure) {
        try {
            failureHandler.threadFailed(thread, failure);
        } catch (RuntimeException | Error second) { // a handler that fails must not take the CPU with it
            second.addSuppressed(failure);
            LOG.error("the failure handler failed on {}", thread, second);
        }
    }

    void warnOfWait(Cpu waiting, String what, Cpu other) {
        LOG.warn(
                "{} waits for {}; on {} thread {} runs",
                waiting,
                what,
                other,
                other.currentThread().name());
    }

    private static void logFailure(Lwkt thread, Throwable failure) {
        LOG.error("lightweight thread {} ended by an exception", thread, failure);
    }

    private void warnOfPinning(Topology topology) {
        if (topology.oversubscribedBy(config.cpus())) {
            warn(config.cpus() + " CPUs share " + topology.processorCount()
                    + " processors: everything works, but no figure says anything about speed");
        }
        for (int id = 0; id < pinOutcomes.size(); id++) {
            PinOutcome outcome = pinOutcomes.get(id);
            if (!outcome.pinned() && config.pin()) {
                warn(cpus[id] + " runs unpinned: processor " + outcome.processor() + " was refused, "
                        + outcome.reason());
            }
        }
    }

    private void warn(String sentence) {
        warnings.add(sentence);
        LOG.warn(sentence);
    }

    private String describeUnrest() {
        StringBuilder text = new StringBuilder();
        for (Cpu cpu : cpus) {
            Lwkt thread = cpu.currentThread();
            if (thread.priority() == Priority.IDLE) {
                continue;
            }
            StackTraceElement[] stack = driver.stackOf(cpu);
            text.append(cpu).append(" runs lightweight thread ").append(thread.name());
            if (stack.length > 0) {
                text.append(" at ").append(stack[0]);
            }
            text.append("; ");
        }
        return text.isEmpty() ? "messages went on crossing between its CPUs" : text.substring(0, text.length() - 2);
    }

    private static void refuseOnCpu(String method) {
        Cpu here = Cpu.currentOrNull();
        if (here != null) {
            throw new IllegalStateException("Machine." + method + " was called by " + here.currentThread()
                    + " and would block its CPU; call it from an ordinary Java thread");
        }
    }
}
