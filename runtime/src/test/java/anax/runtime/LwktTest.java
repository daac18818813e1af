package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LwktTest {
    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final Machine machine = Machine.boot(
            MachineConfig.ofCpus(2),
            SystemClock.INSTANCE,
            Topology.ofThisProcess(),
            Pinning.openHft(),
            (thread, failure) -> failures.add(failure));

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldRunEqualsInTurnWhenTheyYield() throws Exception {
        List<String> order = new ArrayList<>();

        machine.call(0, "parent", () -> {
            for (String name : List.of("a", "b", "c")) {
                Lwkt.create(name, () -> {
                    for (int i = 0; i < 3; i++) {
                        order.add(name + i);
                        Lwkt.giveWay();
                    }
                });
            }
            for (int i = 0; i < 4; i++) {
                Lwkt.giveWay();
            }
            return null;
        });

        assertThat(order).containsExactly("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2");
    }

    @Test
    void shouldRunHigherPriorityFirstWhenRunningThreadSwitches() throws Exception {
        List<String> order = new ArrayList<>();

        machine.call(0, "parent", () -> {
            Lwkt.create(0, "low", Priority.IDLE_WORK, () -> order.add("low"));
            Lwkt.create(0, "equal", Priority.DAEMON, () -> order.add("equal"));
            Lwkt.create(0, "high", Priority.SOFT_NORMAL, () -> order.add("high"));
            order.add("parent goes on: creating takes no processor away");
            Lwkt.giveWay();
            Lwkt.giveWay();
            order.add("parent");
            return null;
        });
        machine.call(0, "later", () -> null);
        machine.stop(Machine.CLOSE_TIMEOUT);

        assertThat(order)
                .containsExactly("parent goes on: creating takes no processor away", "high", "equal", "parent", "low");
    }

    @Test
    void shouldKeepProcessorWhenNobodyElseCanRun() throws Exception {
        long switches = machine.call(0, "alone", () -> {
            long before = Cpu.current().counters().switches();
            for (int i = 0; i < 100; i++) {
                Lwkt.giveWay();
            }
            return Cpu.current().counters().switches() - before;
        });

        assertThat(switches).isZero();
    }

    @Test
    void shouldStayOffProcessorUntilScheduledFromOtherCpu() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        CountDownLatch woken = new CountDownLatch(1);
        Lwkt sleeper = machine.spawn(0, "sleeper", () -> {
            order.add("blocks");
            blocked.countDown();
            Lwkt.block("a schedule from afar");
            order.add("runs on CPU " + Cpu.current().id());
            woken.countDown();
        });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(machine.call(0, "look", sleeper::toString))
                .isEqualTo("sleeper (CPU 0, waits: a schedule from afar)");

        machine.call(1, "waker", () -> {
            sleeper.schedule();
            return null;
        });

        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("blocks", "runs on CPU 0");
    }

    @Test
    void shouldFollowThreadThatMovedWhenScheduled() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        Lwkt wanderer = machine.spawn(0, "wanderer", () -> {
            Lwkt.moveTo(1);
            blocked.countDown();
            Lwkt.block("schedule");
            woken.countDown();
        });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

        // Handed to CPU 0, where the thread is no longer.
        machine.call(0, "waker", () -> {
            wanderer.scheduleIpi().run(Cpu.current());
            return null;
        });

        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldCreateThreadsOnOtherCpus() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        int[] where = {-1};

        machine.call(0, "parent", () -> {
            Lwkt.create(1, "child", Priority.DAEMON, () -> {
                where[0] = Cpu.current().id();
                ran.countDown();
            });
            return null;
        });

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(where[0]).isEqualTo(1);
    }

    @Test
    void shouldEndThreadAndKeepCpuWhenExceptionEscapes() throws Exception {
        Lwkt[] failed = new Lwkt[1];
        failed[0] = machine.spawn(0, "faulty", () -> {
            throw new UnsupportedOperationException("by design");
        });

        assertThat(failures.poll(10, TimeUnit.SECONDS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("by design")
                .hasStackTraceContaining("LwktTest");
        machine.call(0, "late waker", () -> {
            failed[0].schedule();
            Lwkt.giveWay();
            return null;
        });
        assertThat(failures).as("a thread that has ended stays away").isEmpty();
        assertThat(machine.call(0, "still alive", () -> 42)).isEqualTo(42);
    }

    @Test
    void shouldEndThreadOnlyWhenItsStackOverflows() throws Exception {
        machine.spawn(0, "deep", () -> depth(0));

        assertThat(failures.poll(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
        assertThat(machine.call(0, "still alive", () -> 42)).isEqualTo(42);
    }

    @Test
    void shouldUseStackOfEndedThreadAgain() throws Exception {
        List<Fiber> fibers = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            machine.call(0, "short", () -> fibers.add(Lwkt.current().fiber()));
            machine.call(0, "barrier", () -> null);
        }

        assertThat(fibers.get(1)).isIn(fibers.get(0), fibers.get(2));
    }

    @Test
    void shouldTakeInNothingInCriticalSectionUntilOutermostExit() throws Exception {
        Lwkt[] sleeper = new Lwkt[1];
        List<String> order = new ArrayList<>();

        machine.call(0, "main", () -> {
            CountDownLatch sent = new CountDownLatch(1);
            sleeper[0] = Lwkt.create("sleeper", () -> {
                Lwkt.block("wake-up");
                order.add("woken");
            });
            Lwkt.giveWay();
            Lwkt.critEnter();
            Lwkt.critEnter();
            machineSchedulesFromCpu1(sleeper[0], sent);
            sent.await();
            Lwkt.critExit();
            order.add("queued after the inner exit: " + isQueued(sleeper[0]));
            Lwkt.critExit();
            order.add("queued after the outer exit: " + isQueued(sleeper[0]));
            Lwkt.giveWay();
            return null;
        });

        assertThat(order)
                .containsExactly("queued after the inner exit: false", "queued after the outer exit: true", "woken");
    }

    @Test
    void shouldRefuseExitWithoutCriticalSection() {
        assertThatThrownBy(() -> machine.call(0, "main", () -> {
                    Lwkt.critExit();
                    return null;
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("critExit was called by main (CPU 0), which is in no critical section;"
                        + " call critEnter before it");
    }

    @Test
    void shouldRefuseOrdinaryThreads() {
        assertThatThrownBy(Lwkt::giveWay)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an ordinary Java thread")
                .hasMessageContaining("Machine.spawn or Machine.call");
        assertThat(Cpu.currentOrNull()).isNull();
    }

    @Test
    void shouldRefusePrioritiesAndCpusThatDoNotExist() {
        assertThatThrownBy(() -> machine.spawn(0, "x", Priority.IDLE, () -> {}))
                .hasMessage("priority 0 was given; a thread may have 1 to 31, and 12 if nothing speaks for another");
        assertThatThrownBy(() -> machine.spawn(2, "x", () -> {})).hasMessage("CPU 2 was named; anax has 0 to 1");
    }

    @Test
    void shouldSayWhyWhenSwitchIsImpossible() {
        assertThatThrownBy(() -> machine.call(0, "initialiser", () -> SwitchesInInitialiser.answer))
                .hasStackTraceContaining("lightweight thread initialiser cannot switch here")
                .hasStackTraceContaining("class initialiser");
    }

    /// A class initialiser has a native frame below it, from which the JVM cannot take the stack away.
    private static final class SwitchesInInitialiser {
        static int answer;

        static {
            Lwkt.switchAway();
            answer = 42;
        }
    }

    /// Only the loop takes entries from foreign threads and other CPUs, so the schedule below waits in CPU 0's
    /// lane.
    private void machineSchedulesFromCpu1(Lwkt thread, CountDownLatch sent) {
        Lwkt.create(1, "waker", Priority.DAEMON, () -> {
            thread.schedule();
            Cpu.current().outbound().ringBells();
            sent.countDown();
        });
        Cpu.current().outbound().ringBells();
    }

    private static boolean isQueued(Lwkt thread) {
        return thread.queued;
    }

    private static int depth(int above) {
        return above < 0 ? above : depth(above + 1) + 1;
    }
}
