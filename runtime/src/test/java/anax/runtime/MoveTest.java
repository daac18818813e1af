package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The CPU that a thread believes to be on, after a move, in compiled code.
@Tag("collector")
class MoveTest {
    private static final int MOVES = 1_000_000;

    @Test
    void shouldNeverSeeOldCpuWhenMovedOneMillionTimesThroughCompiledCode() throws Exception {
        assertThat(staleAfterMoves(MoveTest::moveAndAskCpu)).isZero();
    }

    /// The twin that must fail: the same loop asks for the Java thread, which compiled code remembers from before
    /// the move. If it ever stops failing, the ban on asking for the Java thread has lost its reason.
    @Test
    void shouldSeeOldCarrierWhenJavaThreadIsAsked() throws Exception {
        assertThat(staleAfterMoves(MoveTest::moveAndAskJavaThread)).isGreaterThan(MOVES / 10);
    }

    private static int staleAfterMoves(Mover mover) throws ExecutionException, InterruptedException {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            Thread[] carriers = new Thread[2];
            for (int cpu = 0; cpu < 2; cpu++) {
                int here = cpu;
                machine.call(cpu, "carrier", () -> carriers[here] = Thread.currentThread());
            }
            return machine.call(0, "mover", () -> mover.move(machine, carriers));
        }
    }

    private static int moveAndAskCpu(Machine machine, Thread[] carriers) {
        final Cpu[] cpus = {machine.cpu(0), machine.cpu(1)};
        int stale = 0;
        for (int move = 1; move <= MOVES; move++) {
            int target = move & 1;
            // Read before the move, as any code does that has not thought of moving.
            Cpu before = Cpu.current();
            Lwkt.moveTo(target);
            if (Cpu.current() != cpus[target] || Cpu.current() == before) {
                stale++;
            }
        }
        return stale;
    }

    private static int moveAndAskJavaThread(Machine machine, Thread[] carriers) {
        int stale = 0;
        for (int move = 1; move <= MOVES; move++) {
            int target = move & 1;
            Thread before = Thread.currentThread();
            Lwkt.moveTo(target);
            if (Thread.currentThread() != carriers[target] || Thread.currentThread() == before) {
                stale++;
            }
        }
        return stale;
    }

    private interface Mover {
        int move(Machine machine, Thread[] carriers);
    }
}
