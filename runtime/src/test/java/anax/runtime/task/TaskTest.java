package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.AbortMessage;
import anax.runtime.Cpu;
import anax.runtime.Driver;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.Priority;
import anax.runtime.ThreadPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The life of tasks: made, joined, detached, cancelled.
class TaskTest {

    @Test
    void shouldLetAnyNumberJoin() {
        SeededRun.forEachSeed(run -> {
            boolean[] ended = {false};
            Task thread = run.thread("worker", () -> {
                run.pause();
                assertThat(Task.current().name()).isEqualTo("worker");
                ended[0] = true;
            });
            for (int i = 0; i < 4; i++) {
                run.thread("joiner", () -> {
                    run.pause();
                    thread.join();
                    assertThat(ended[0]).isTrue();
                });
            }
            run.runToEnd();
        });
    }

    @Test
    void shouldThrowAtJoinerWhatEscapedTheThread() {
        SeededRun.forEachSeed(run -> {
            IllegalArgumentException thrown = new IllegalArgumentException("by design");
            Task thread = Task.create(run.machine.machine(), run.anyCpu(), "worker", () -> {
                run.pause();
                throw thrown;
            });
            run.thread(
                    "joiner",
                    () -> assertThatThrownBy(thread::join)
                            .isInstanceOf(TaskFailedException.class)
                            .hasMessage("thread worker failed: java.lang.IllegalArgumentException: by design")
                            .hasCause(thrown));
            run.runToEnd();
        });
    }

    /// What a detached thread throws goes to the machine; if it failed before, whoever detaches it is told.
    @Test
    void shouldReportWhatEscapesDetachedThread() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            Task thread = Task.create(run.machine.machine(), run.anyCpu(), "worker", () -> {
                run.pause();
                throw new IllegalArgumentException("by design");
            });
            boolean[] told = {false};
            run.thread("owner", () -> {
                run.pause();
                try {
                    thread.detach();
                } catch (TaskFailedException failed) {
                    told[0] = true;
                }
            });
            if (failsWith(run, "detached thread worker failed")) {
                outcomes[0]++;
                assertThat(told[0]).isFalse();
            } else {
                outcomes[1]++;
                assertThat(told[0]).isTrue();
            }
            run.runToEnd();
        });
        assertThat(outcomes).as("reported, and told").doesNotContain(0);
    }

    @Test
    void shouldRefuseToJoinDetachedThreadAndItself() {
        SeededRun.forEachSeed(run -> {
            Task thread = run.thread(
                    "worker",
                    () -> assertThatThrownBy(() -> Task.current().join()).hasMessageContaining("tried to join itself"));
            Task detached = Task.create(run.machine.machine(), run.anyCpu(), "detached", run::pause);
            run.thread("joiner", () -> {
                detached.detach();
                assertThatThrownBy(detached::join).hasMessageContaining("it is detached already");
                assertThatThrownBy(detached::detach).hasMessageContaining("join or detach a thread once");
                thread.join();
            });
            run.runToEnd();
        });
    }

    /// Its end by [Lwkt#exit] is an end like any other.
    @Test
    void shouldBeJoinedWhenItExits() {
        SeededRun.forEachSeed(run -> {
            Task thread = run.thread("worker", Lwkt::exit);
            run.thread("joiner", thread::join);
            run.runToEnd();
        });
    }

    /// A thread that waits for a message of its own, a time, or another thread is told there, and once.
    @Test
    void shouldTellCancelledThreadWhereItWaits() {
        int[] told = new int[4];
        SeededRun.forEachSeed(run -> {
            ThreadPort silent = silentPort(run);
            Task idler = run.thread("idler", () -> run.machine.clock());
            Future<String> never = new Future<>(run.machine.machine().cpu(run.anyCpu()));
            List<Runnable> waits = List.of(
                    () -> Task.sleep(1_000_000_000_000L),
                    never::get,
                    () -> Task.doMessage(silent, new Note().abortable(AbortMessage.GUARANTEED)),
                    () -> {
                        while (true) {
                            Task.checkCancelled();
                            Lwkt.giveWay();
                        }
                    });
            List<Task> threads = new ArrayList<>();
            for (int i = 0; i < waits.size(); i++) {
                int kind = i;
                threads.add(run.thread("waiter", () -> {
                    assertThatThrownBy(() -> waits.get(kind).run())
                            .isInstanceOf(CancelledException.class)
                            .hasMessage("task waiter was cancelled; release what you hold and return");
                    told[kind]++;
                    assertThat(Task.isCancelled()).isTrue();
                    Task.checkCancelled(); // it is told once
                    Task.sleep(1000);
                    idler.join();
                }));
            }
            run.thread("canceller", () -> {
                for (Task thread : threads) {
                    run.pause();
                    thread.cancel();
                    thread.cancel();
                }
            });
            run.runToEnd();
        });
        assertThat(told).as("each kind of wait").doesNotContain(0);
    }

    /// The wish comes while the request waits for room in its lane: it is withdrawn before it arrives.
    @Test
    void shouldTellTaskWhoseRequestIsOvertakenByTheWish() {
        SeededRun.forEachSeed(run -> {
            Cpu far = run.machine.machine().cpu(0);
            Cpu near = run.machine.machine().cpu(1);
            Future<String> never = new Future<>(far);
            boolean[] held = {false};
            boolean[] release = {false};
            run.machine.spawn(
                    0,
                    "holder",
                    () -> { // takes nothing in
                        held[0] = true;
                        suspendUntil(release);
                    });
            Task waiter = run.thread(1, "waiter", () -> {
                while (!held[0]) {
                    Lwkt.giveWay();
                }
                for (int i = 0; i < 3; i++) {
                    Cpu.current().send(far, new Nothing());
                }
                assertThatThrownBy(never::get).isInstanceOf(CancelledException.class);
                run.log.add("told");
            });
            run.thread(2, "canceller", () -> {
                while (near.counters().fifoFull() == 0) {
                    Lwkt.giveWay();
                }
                waiter.cancel();
                for (int i = 0; i < 100; i++) {
                    Lwkt.giveWay();
                }
                release[0] = true;
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("told");
        });
    }

    /// A permit comes while the request for it is withdrawn. The task is told at its next wait, and what it waits
    /// for then, to clean up, has nothing to do with the withdrawal that is under way still.
    @Test
    void shouldKeepWaitsApartWhenCancelled() {
        SeededRun.forEachSeed(run -> {
            Semaphore first = new Semaphore(run.machine.machine().cpu(0), 0);
            Semaphore second = new Semaphore(run.machine.machine().cpu(2), 0);
            boolean[] given = {false};
            Task task = run.thread(1, "task", () -> {
                first.acquire();
                assertThatThrownBy(second::acquire).isInstanceOf(CancelledException.class);
                second.acquire();
                assertThat(given[0]).isTrue();
                run.log.add("cleaned up");
            });
            run.machine.runToRest();
            boolean[] held = {false};
            boolean[] cancelled = {false};
            boolean[] release = {false};
            run.machine.spawn(
                    0,
                    "holder",
                    () -> { // gives the permit, and takes nothing in
                        held[0] = true;
                        suspendUntil(cancelled);
                        first.release();
                        for (int i = 0; i < 2; i++) {
                            Cpu.current().send(run.machine.machine().cpu(1), new Nothing()); // now its bell is due
                        }
                        suspendUntil(release);
                    });
            run.thread(1, "canceller", () -> {
                while (!held[0]) {
                    Lwkt.giveWay();
                }
                task.cancel();
                cancelled[0] = true;
            });
            run.thread(3, "releaser", () -> {
                for (int i = 0; i < 300 || !cancelled[0]; i++) {
                    Lwkt.giveWay();
                }
                release[0] = true;
            });
            run.machine.runToRest();
            assertThat(run.log).isEmpty();
            given[0] = true;
            run.thread("giver", second::release);
            run.runToEnd();
            assertThat(run.log).containsExactly("cleaned up");
        });
    }

    @Test
    void shouldNotBeginWhenCancelledBefore() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            boolean[] ran = {false};
            Task thread = run.thread("late", () -> ran[0] = true);
            thread.cancel();
            run.runToEnd();
            outcomes[ran[0] ? 1 : 0]++;
        });
        assertThat(outcomes[0]).as("runs in which it did not begin").isPositive();
    }

    /// To cancel a thread that has ended does nothing; nor does it harm the one that waits for it.
    @Test
    void shouldIgnoreCancellingThreadThatHasEnded() {
        SeededRun.forEachSeed(run -> {
            Task thread = run.thread("worker", run::pause);
            run.thread("canceller", () -> {
                thread.join();
                thread.cancel();
                thread.join();
            });
            run.runToEnd();
        });
    }

    /// Wherever a thread goes, a wish follows it.
    @Test
    void shouldFindCancelledThreadThatMoves() {
        SeededRun.forEachSeed(run -> {
            Task thread = run.thread("wanderer", () -> {
                try {
                    for (int cpu = 0; ; cpu++) {
                        Lwkt.moveTo(cpu % SeededRun.CPUS);
                        Task.sleep(100);
                    }
                } catch (CancelledException told) {
                    run.log.add("told");
                }
            });
            run.thread("canceller", () -> {
                Task.sleep(run.random.nextInt(100_000));
                thread.cancel();
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("told");
        });
    }

    /// Whoever else makes its thread, and on whatever CPU that begins.
    @Test
    void shouldRunOnThreadThatSomebodyElseMakes() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            run.thread("parent", () -> {
                Semaphore never = new Semaphore(0);
                Task task = Task.create(
                        (name, body) -> Lwkt.create(run.anyCpu(), name, Priority.USER_NORMAL, body), "made", () -> {
                            assertThat(Lwkt.current().priority()).isEqualTo(Priority.USER_NORMAL);
                            assertThat(Task.current().name()).isEqualTo("made");
                            assertThatThrownBy(never::acquire).isInstanceOf(CancelledException.class);
                            outcomes[0]++;
                        });
                run.pause();
                task.cancel();
                task.join();
                outcomes[1]++;
            });
            run.runToEnd();
        });
        assertThat(outcomes[0]).as("those that had begun").isPositive().isLessThanOrEqualTo(outcomes[1]);
    }

    /// What was made in another way is a task when it first waits.
    @Test
    void shouldTakeInThreadsThatWereMadeInAnotherWay() {
        SeededRun.forEachSeed(run -> run.machine.call(run.anyCpu(), "plain", () -> {
            Task self = Task.current();
            assertThat(self.name()).isEqualTo("plain");
            assertThat(self).isSameAs(Task.current());
            Task child = Task.create((Cpu.current().id() + 1) % SeededRun.CPUS, "child", () -> {});
            child.join();
            return null;
        }));
    }

    /// Holds the CPU, and takes nothing in.
    private static void suspendUntil(boolean[] condition) {
        while (!condition[0]) {
            Driver.Processor.suspendCurrent();
        }
    }

    private static boolean failsWith(SeededRun run, String message) {
        try {
            run.machine.runToRest();
            return false;
        } catch (IllegalStateException failed) {
            assertThat(failed).hasMessageContaining(message);
            return true;
        }
    }

    /// A target that gives up what it is asked to, and answers nothing else.
    private static ThreadPort silentPort(SeededRun run) {
        return run.machine.call(
                run.anyCpu(),
                "boot",
                () -> Lwkt.create("silent", () -> {
                            while (true) {
                                Message message = Lwkt.current().port().waitMessage();
                                if (message instanceof AbortMessage request) {
                                    request.original().replyMessage(Message.ABORTED);
                                    request.replyMessage(0);
                                }
                            }
                        })
                        .port());
    }

    /// Owner: as the message's.
    private static final class Note extends Message {}

    /// Owner: its way.
    private static final class Nothing extends Ipi {
        @Override
        protected void run(Cpu cpu) {}
    }
}
