package anax.runtime.inspect;

import anax.runtime.Cpu;
import anax.runtime.Machine;
import anax.runtime.topology.PinOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Takes snapshots of a machine, held CPUs included.
///
/// Owner: one ordinary Java thread at a time. Allocates. Blocks up to the time-out, and up to a second longer for
/// each CPU whose inbox is full. At most one question to each CPU is under way: one that was not answered in time is
/// used again, so that asking a held CPU for ever fills nothing.
public final class SnapshotTaker {
    private final Machine machine;
    private final CpuLook[] looks;

    /// Makes one for a machine.
    public SnapshotTaker(Machine machine) {
        this.machine = machine;
        looks = new CpuLook[machine.cpuCount()];
    }

    /// Asks all CPUs at once and waits for their answers.
    ///
    /// @param stacks  whether the stacks of threads are taken as well
    /// @param timeout how long to wait for those CPUs that do not answer
    /// @throws InterruptedException if the caller was interrupted meanwhile
    public MachineSnapshot take(boolean stacks, Duration timeout) throws InterruptedException {
        boolean[] parked = new boolean[looks.length];
        for (int id = 0; id < looks.length; id++) {
            parked[id] = machine.cpu(id).isParked();
            ask(machine.cpu(id), stacks);
        }
        await(timeout);
        List<CpuSnapshot> cpus = new ArrayList<>();
        for (int id = 0; id < looks.length; id++) {
            CompletableFuture<CpuLook.Answer> answer = looks[id].answer();
            boolean answered = answer.state() == CompletableFuture.State.SUCCESS;
            cpus.add(answered ? answered(id, parked[id], answer.join()) : held(machine.cpu(id)));
        }
        return new MachineSnapshot(
                machine.config().name(), ProcessHandle.current().pid(), cpus);
    }

    private void ask(Cpu cpu, boolean stacks) {
        CpuLook before = looks[cpu.id()];
        if (before != null && !before.answer().isDone()) {
            before.wantStacks(stacks);
            return;
        }
        CpuLook look = new CpuLook();
        look.wantStacks(stacks);
        looks[cpu.id()] = look;
        try {
            machine.submit(cpu, look);
        } catch (IllegalStateException refused) { // stopped, or its inbox is full: it will not answer
            look.answer().completeExceptionally(refused);
        }
    }

    private void await(Duration timeout) throws InterruptedException {
        CompletableFuture<?>[] answers = new CompletableFuture<?>[looks.length];
        for (int id = 0; id < looks.length; id++) {
            answers[id] = looks[id].answer();
        }
        try {
            CompletableFuture.allOf(answers).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException some) {
            // Which of them did not answer is looked at one by one.
        }
    }

    private CpuSnapshot answered(int id, boolean parked, CpuLook.Answer answer) {
        return new CpuSnapshot(
                id,
                processorOf(id),
                true,
                parked,
                answer.runs(),
                answer.counters(),
                List.of(),
                answer.threads(),
                answer.threadCount() - answer.threads().size());
    }

    private CpuSnapshot held(Cpu cpu) {
        return new CpuSnapshot(
                cpu.id(),
                processorOf(cpu.id()),
                false,
                false,
                cpu.runningName(),
                cpu.counters().byName(),
                machine.stackOf(cpu),
                List.of(),
                0);
    }

    private int processorOf(int cpu) {
        List<PinOutcome> outcomes = machine.pinOutcomes();
        return cpu < outcomes.size() && outcomes.get(cpu).pinned()
                ? outcomes.get(cpu).processor()
                : -1;
    }
}
