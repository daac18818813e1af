package anax.runtime.inspect;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.ThreadSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A question to one CPU, which answers it at its next poll point.
///
/// Owner: whoever asks; while it is under way its CPU, which writes the answer only. Allocates the answer. Bound:
/// [#MOST_THREADS] threads, [#MOST_STACKS] stacks.
final class CpuLook extends Ipi {
    /// So many threads are described at most, for the CPU does nothing else meanwhile.
    static final int MOST_THREADS = 4096;

    /// So many stacks are taken at most, which takes far longer: of the first threads.
    static final int MOST_STACKS = 512;

    /// What the CPU said.
    ///
    /// @param runs        the name of the thread on whose stack it answered
    /// @param threadCount how many threads it has, described or not
    record Answer(String runs, Map<String, Long> counters, List<ThreadSnapshot> threads, int threadCount) {}

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile boolean stacks; // may be asked for while the look is under way

    void wantStacks(boolean wanted) {
        stacks = wanted;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Override
    protected void run(Cpu cpu) {
        try {
            answer.complete(new Answer(
                    cpu.runningName(),
                    cpu.figures(),
                    cpu.threadSnapshots(MOST_THREADS, stacks ? MOST_STACKS : 0),
                    cpu.threadCount()));
        } catch (RuntimeException | Error failure) { // whoever asked waits for it
            answer.completeExceptionally(failure);
            throw failure;
        }
    }
}
