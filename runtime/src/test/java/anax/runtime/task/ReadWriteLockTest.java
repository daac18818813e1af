package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Cpu;
import org.junit.jupiter.api.Test;

/// Locks of readers and writers; among writers they are locks like others.
class ReadWriteLockTest extends ExclusionContract {

    @Override
    Lock lockOf(Cpu home) {
        ReadWriteLock lock = new ReadWriteLock(home);
        return new Lock() {
            @Override
            public void enter() {
                lock.lockWrite();
            }

            @Override
            public void leave() {
                lock.unlockWrite();
            }
        };
    }

    @Test
    void shouldLetReadersInTogetherAndWritersAlone() {
        int[] together = {0};
        SeededRun.forEachSeed(run -> {
            ReadWriteLock lock = new ReadWriteLock(run.machine.machine().cpu(run.anyCpu()));
            int[] inside = new int[2];
            for (int i = 0; i < 6; i++) {
                boolean writes = i % 3 == 0;
                run.thread("user", () -> {
                    for (int turn = 0; turn < 3; turn++) {
                        run.pause();
                        if (writes) {
                            lock.lockWrite();
                            assertThat(inside).containsExactly(0, 0);
                            inside[1]++;
                            run.pause();
                            inside[1]--;
                            lock.unlockWrite();
                        } else {
                            lock.lockRead();
                            assertThat(inside[1]).isZero();
                            together[0] = Math.max(together[0], ++inside[0]);
                            run.pause();
                            inside[0]--;
                            lock.unlockRead();
                        }
                    }
                });
            }
            run.runToEnd();
        });
        assertThat(together[0]).as("readers at once").isGreaterThan(1);
    }

    /// A reader that comes after a writer waits behind it, though only readers are in; and goes in if that gives
    /// up.
    @Test
    void shouldNotLetReaderOvertakeWriterThatWaits() {
        SeededRun.forEachSeed(run -> {
            ReadWriteLock lock = new ReadWriteLock(run.machine.machine().cpu(run.anyCpu()));
            run.thread("in", lock::lockRead);
            run.machine.runToRest();
            Task writer = run.thread("writer", () -> {
                assertThatThrownBy(lock::lockWrite).isInstanceOf(CancelledException.class);
            });
            run.machine.runToRest();
            for (int i = 0; i < 2; i++) {
                run.thread("reader", () -> {
                    lock.lockRead();
                    run.log.add("in");
                });
            }
            run.machine.runToRest();
            assertThat(run.log).isEmpty();
            run.thread("canceller", writer::cancel);
            run.runToEnd();
            assertThat(run.log).containsExactly("in", "in");
        });
    }

    @Test
    void shouldRefuseMisuse() {
        SeededRun.forEachSeed(run -> {
            ReadWriteLock lock = new ReadWriteLock(run.machine.machine().cpu(run.anyCpu()));
            run.thread("user", () -> {
                assertThatThrownBy(lock::unlockRead).hasMessageContaining("unlocked for reading what nobody has");
                assertThatThrownBy(lock::unlockWrite).hasMessageContaining("unlocked for writing what it has not");
                lock.lockWrite();
                assertThatThrownBy(lock::lockWrite).hasMessageContaining("it is not recursive");
                assertThatThrownBy(lock::lockRead).hasMessageContaining("read without");
                lock.unlockWrite();
            });
            run.runToEnd();
        });
    }
}
