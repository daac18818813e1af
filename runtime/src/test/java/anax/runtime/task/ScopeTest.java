package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Scopes: no child outlives its block, and if one fails the others are cancelled.
class ScopeTest {
    private static final int CHILDREN = 5;

    @Test
    void shouldJoinAllChildren() {
        SeededRun.forEachSeed(run -> {
            int[] ended = {0};
            run.thread("opener", () -> {
                try (Scope scope = Scope.open()) {
                    for (int i = 0; i < CHILDREN; i++) {
                        scope.fork(run.anyCpu(), "child", () -> {
                            run.pause();
                            ended[0]++;
                        });
                    }
                    scope.join();
                    assertThat(ended[0]).isEqualTo(CHILDREN);
                    scope.fork("one more", () -> ended[0]++);
                    scope.join();
                }
                assertThat(ended[0]).isEqualTo(CHILDREN + 1);
            });
            run.runToEnd();
        });
    }

    /// The siblings wait for what never comes, each at another kind of thing.
    @Test
    void shouldCancelSiblingsWhenChildFails() {
        SeededRun.forEachSeed(run -> {
            IllegalArgumentException thrown = new IllegalArgumentException("by design");
            int[] told = {0};
            run.thread("opener", () -> {
                Mutex mutex = new Mutex();
                mutex.lock();
                Channel<String> channel = new Channel<>(1);
                Runnable[] waits = {
                    mutex::lock,
                    channel::receive,
                    new Future<>()::get,
                    new Semaphore(0)::acquire,
                    () -> Task.sleep(1_000_000_000_000L)
                };
                try (Scope scope = Scope.open()) {
                    for (Runnable wait : waits) {
                        scope.fork(run.anyCpu(), "sibling", () -> {
                            try {
                                wait.run();
                            } catch (CancelledException end) {
                                told[0]++;
                                throw end;
                            }
                        });
                    }
                    run.pause();
                    scope.fork(run.anyCpu(), "failing", () -> {
                        run.pause();
                        throw thrown;
                    });
                    assertThatThrownBy(scope::join)
                            .isInstanceOf(TaskFailedException.class)
                            .hasMessage("child failing failed: java.lang.IllegalArgumentException: by design")
                            .hasCause(thrown);
                    run.log.add("joined");
                    scope.fork("late", () -> run.log.add("a child began in a scope that is cancelled"));
                }
                run.log.add("closed");
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("joined", "closed");
            assertThat(told[0]).isLessThanOrEqualTo(CHILDREN); // who had not begun never does
        });
    }

    /// Who is cancelled in `join` leaves the block, which cancels its children and waits for them, and theirs.
    @Test
    void shouldCancelChildrenOfCancelledOpener() {
        SeededRun.forEachSeed(run -> {
            int[] living = {0};
            Task opener = run.thread("opener", () -> {
                try (Scope scope = Scope.open()) {
                    for (int i = 0; i < 2; i++) {
                        scope.fork(run.anyCpu(), "child", () -> {
                            try (Scope inner = Scope.open()) {
                                inner.fork(run.anyCpu(), "grandchild", () -> {
                                    living[0]++;
                                    try {
                                        new Future<>().get();
                                    } finally {
                                        run.pause();
                                        living[0]--;
                                    }
                                });
                                inner.join();
                            }
                        });
                    }
                    scope.join();
                } catch (CancelledException told) {
                    run.log.add("told");
                }
                assertThat(living[0]).as("grandchildren that outlive the scope").isZero();
            });
            run.thread("canceller", () -> {
                Task.sleep(run.random.nextInt(200_000));
                opener.cancel();
            });
            run.runToEnd();
            assertThat(run.log.size()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void shouldCancelAllWhenChildHasTheAnswer() {
        SeededRun.forEachSeed(run -> {
            run.thread("opener", () -> {
                try (Scope scope = Scope.open()) {
                    for (int i = 0; i < 3; i++) {
                        scope.fork(run.anyCpu(), "searching", () -> new Future<>().get());
                    }
                    scope.fork(run.anyCpu(), "finding", scope::cancel);
                    scope.join();
                }
                run.log.add("end");
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("end");
        });
    }

    @Test
    void shouldRefuseStrangers() {
        SeededRun.forEachSeed(run -> {
            run.thread("opener", () -> {
                try (Scope scope = Scope.open()) {
                    scope.fork(run.anyCpu(), "child", () -> {
                        assertThatThrownBy(scope::join).hasMessageContaining("joined a scope of opener");
                        assertThatThrownBy(() -> scope.fork("grandchild", () -> {}))
                                .hasMessageContaining("only the thread that opened it may");
                    });
                    scope.join();
                }
            });
            run.runToEnd();
        });
    }
}
