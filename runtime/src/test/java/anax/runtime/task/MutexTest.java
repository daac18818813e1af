package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Mutexes, and the conditions of what they protect.
class MutexTest extends ExclusionContract {

    @Override
    Lock lockOf(Cpu home) {
        Mutex mutex = new Mutex(home);
        return new Lock() {
            @Override
            public void enter() {
                mutex.lock();
            }

            @Override
            public void leave() {
                mutex.unlock();
            }
        };
    }

    /// A buffer of two places: whoever waits is woken when it can go on, and nothing is lost or comes twice.
    @Test
    void shouldWakeOneWaiterForEachSignal() {
        SeededRun.forEachSeed(run -> {
            Mutex mutex = new Mutex(run.machine.machine().cpu(run.anyCpu()));
            Condition notEmpty = mutex.newCondition();
            Condition notFull = mutex.newCondition();
            Deque<Integer> buffer = new ArrayDeque<>();
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int from = i * 10;
                run.thread("producer", () -> {
                    for (int item = from; item < from + 4; item++) {
                        mutex.lock();
                        while (buffer.size() == 2) {
                            notFull.await();
                        }
                        buffer.addLast(item);
                        notEmpty.signal();
                        mutex.unlock();
                        run.pause();
                    }
                });
                run.thread("consumer", () -> {
                    for (int turn = 0; turn < 4; turn++) {
                        mutex.lock();
                        while (buffer.isEmpty()) {
                            notEmpty.await();
                        }
                        taken.add(buffer.removeFirst());
                        notFull.signal();
                        mutex.unlock();
                        run.pause();
                    }
                });
            }
            run.runToEnd();
            assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23);
            assertThat(buffer).isEmpty();
        });
    }

    @Test
    void shouldWakeAllWhoWaitAndNobodyElse() {
        SeededRun.forEachSeed(run -> {
            Mutex mutex = new Mutex(run.machine.machine().cpu(run.anyCpu()));
            Condition changed = mutex.newCondition();
            for (int i = 0; i < 4; i++) {
                int number = i;
                run.thread("waiter", () -> {
                    mutex.lock();
                    changed.await();
                    run.log.add("" + number);
                    mutex.unlock();
                });
                run.machine.runToRest();
            }
            run.thread("signaller", () -> {
                mutex.lock();
                changed.signal();
                run.log.add("signalled");
                mutex.unlock();
            });
            run.machine.runToRest();
            assertThat(run.log).containsExactly("signalled", "0");
            run.thread("signaller", () -> {
                mutex.lock();
                changed.signalAll();
                mutex.unlock();
                mutex.lock();
                changed.signalAll(); // nobody is left
                mutex.unlock();
            });
            run.runToEnd();
            assertThat(run.log).containsExactly("signalled", "0", "1", "2", "3");
        });
    }

    /// Cancelled while it waits for a signal, or after it: it has the mutex again, and either it is told or it
    /// has the signal; the signal is lost in neither case.
    @Test
    void shouldHaveMutexAgainWhenCancelledInWait() {
        int[] outcomes = new int[2];
        SeededRun.forEachSeed(run -> {
            Mutex mutex = new Mutex(run.machine.machine().cpu(run.anyCpu()));
            Condition changed = mutex.newCondition();
            int[] inside = {0};
            int[] signals = {0};
            List<Task> waiters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiters.add(run.thread("waiter", () -> {
                    mutex.lock();
                    try {
                        changed.await();
                        signals[0]++;
                        outcomes[0]++;
                    } catch (CancelledException told) {
                        outcomes[1]++;
                    } finally {
                        assertThat(inside[0]++).isZero();
                        run.pause();
                        inside[0]--;
                        mutex.unlock();
                    }
                }));
                run.machine.runToRest();
            }
            run.thread("canceller", () -> {
                run.pause();
                waiters.getFirst().cancel();
            });
            run.thread("signaller", () -> {
                run.pause();
                mutex.lock();
                assertThat(inside[0]).isZero();
                changed.signal();
                mutex.unlock();
            });
            run.machine.runToRest();
            assertThat(signals[0]).as("who got the signal").isOne();
            run.thread("signaller", () -> {
                mutex.lock();
                changed.signalAll();
                mutex.unlock();
            });
            run.runToEnd();
        });
        assertThat(outcomes).as("woken, and told").doesNotContain(0);
    }

    @Test
    void shouldRefuseMisuse() {
        SeededRun.forEachSeed(run -> {
            Mutex mutex = new Mutex(run.machine.machine().cpu(run.anyCpu()));
            Condition condition = mutex.newCondition();
            run.thread("user", () -> {
                assertThatThrownBy(mutex::unlock).hasMessageContaining("unlocked a mutex that it does not have");
                assertThatThrownBy(condition::await).hasMessageContaining("that it does not have; lock it before");
                assertThatThrownBy(condition::signal).hasMessageContaining("signalled a condition of a mutex that");
                assertThat(mutex.tryLock()).isTrue();
                assertThat(mutex.tryLock()).isFalse();
                assertThatThrownBy(mutex::lock).hasMessageContaining("it is not recursive");
                mutex.unlock();
                Lwkt.giveWay();
                mutex.lock();
                mutex.unlock();
            });
            run.runToEnd();
            assertThatThrownBy(mutex::lock).hasMessageContaining("an ordinary Java thread called");
        });
    }
}
