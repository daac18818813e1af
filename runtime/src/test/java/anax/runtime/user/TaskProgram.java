package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.task.Barrier;
import anax.runtime.task.CancelledException;
import anax.runtime.task.Channel;
import anax.runtime.task.Condition;
import anax.runtime.task.Future;
import anax.runtime.task.Mutex;
import anax.runtime.task.ReadWriteLock;
import anax.runtime.task.Semaphore;
import anax.runtime.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A program of tasks that are user threads: they wait for each other at everything of the threads package, make
/// others, join and cancel them, as a seed decides. All can come to their end, so all have to.
///
/// Owner: one run of one test.
final class TaskProgram {
    private static final int CPUS = 4;
    private static final int WORKERS = 6;
    private static final int ROUNDS = 2;
    private static final int OPERATIONS = 6;
    private static final int PERMITS = 2;
    private static final int TURNS = 5;

    private final UserSystem system;
    private final UserGroup group;
    private final SplittableRandom random;
    private final List<Task> tasks = new ArrayList<>();
    private final Mutex mutex;
    private final Semaphore permits;
    private final Semaphore never;
    private final ReadWriteLock lock;
    private final Barrier barrier;
    private final Channel<Integer> channel;
    private final Future<Integer> first;
    private final Mutex table;
    private final Condition passed;

    private Throwable failure;
    private int made;
    private int ended;
    private int inMutex;
    private int permitsOut;
    private int reading;
    private int writing;
    private int sent;
    private int received;
    private int firsts;
    private int turn;
    private int doomedBegan;
    private int doomedTold;

    TaskProgram(UserSystem system, UserGroup group, long seed) {
        this.system = system;
        this.group = group;
        random = new SplittableRandom(seed);
        mutex = new Mutex(anyHome());
        permits = new Semaphore(anyHome(), PERMITS);
        never = new Semaphore(anyHome(), 0);
        lock = new ReadWriteLock(anyHome());
        barrier = new Barrier(anyHome(), WORKERS);
        channel = new Channel<>(anyHome(), 2);
        first = new Future<>(anyHome());
        table = new Mutex(anyHome());
        passed = table.newCondition();
    }

    /// Runs it until the machine rests, and sees that everybody came to his end and left everything as it was.
    void run() {
        make(random.nextInt(CPUS), "receiver", this::receive);
        for (int side = 0; side < 2; side++) {
            int mine = side;
            make(random.nextInt(CPUS), "side-" + side, () -> passTurns(mine));
        }
        for (int i = 0; i < WORKERS; i++) {
            SplittableRandom ofWorker = random.split();
            make(i % CPUS, "worker-" + i, () -> work(ofWorker));
        }
        system.runToRest();
        assertThat(failure).as("what escaped a task").isNull();
        assertThat(ended)
                .as("tasks that came to their end before the channel was closed")
                .isEqualTo(made - 1);
        system.machine.call(random.nextInt(CPUS), "closer", () -> {
            channel.close();
            for (Task task : tasks) {
                task.join();
            }
            assertThat(permits.tryAcquire(PERMITS)).as("all permits are back").isTrue();
            assertThat(permits.tryAcquire(1)).isFalse();
            assertThat(mutex.tryLock()).isTrue();
            lock.lockWrite();
            never.release();
            assertThat(never.tryAcquire(1)).as("nobody waits any more").isTrue();
            return null;
        });
        assertThat(ended).as("tasks that came to their end").isEqualTo(made);
        assertThat(received).as("items that came out of the channel").isEqualTo(sent);
        assertThat(turn).isEqualTo(2 * TURNS);
        assertThat(firsts).as("who was first to settle the future").isEqualTo(1);
        assertThat(doomedTold).as("cancelled tasks that were told").isEqualTo(doomedBegan);
    }

    /// How many tasks were cancelled while they waited, or before.
    int cancelled() {
        return doomedTold;
    }

    private Cpu anyHome() {
        return system.machine.machine().cpu(random.nextInt(CPUS));
    }

    private void make(int cpu, String name, Runnable body) {
        system.machine.spawn(cpu, "make " + name, () -> tasks.add(fork(name, body)));
    }

    private Task fork(String name, Runnable body) {
        made++;
        return Task.create((called, runs) -> system.fork(group, called, runs), name, () -> {
            try {
                body.run();
            } catch (RuntimeException | Error thrown) {
                failure = thrown;
                throw thrown;
            } finally {
                ended++;
            }
        });
    }

    private void work(SplittableRandom mine) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < OPERATIONS; i++) {
                operate(mine);
            }
            barrier.await();
        }
        if (first.complete(ROUNDS)) { // others run meanwhile, so this is no sum
            firsts++;
        }
        assertThat(first.get()).isEqualTo(ROUNDS);
    }

    private void operate(SplittableRandom mine) {
        switch (mine.nextInt(9)) {
            case 0 -> beAloneIn(mine);
            case 1 -> haveOnePermit(mine);
            case 2 -> read(mine);
            case 3 -> write(mine);
            case 4 -> {
                sent++;
                assertThat(channel.send(sent)).isTrue();
            }
            case 5 -> fork("child", () -> beAloneIn(mine)).join();
            case 6 -> cancelOne(mine);
            case 7 -> Task.sleep(1 + mine.nextInt(20_000));
            default -> pause(mine);
        }
    }

    private void beAloneIn(SplittableRandom mine) {
        mutex.lock();
        assertThat(inMutex++).as("others in the mutex").isZero();
        pause(mine);
        inMutex--;
        mutex.unlock();
    }

    private void haveOnePermit(SplittableRandom mine) {
        permits.acquire();
        assertThat(++permitsOut).as("permits given").isLessThanOrEqualTo(PERMITS);
        pause(mine);
        permitsOut--;
        permits.release();
    }

    private void read(SplittableRandom mine) {
        lock.lockRead();
        reading++;
        assertThat(writing).as("writers beside a reader").isZero();
        pause(mine);
        reading--;
        lock.unlockRead();
    }

    private void write(SplittableRandom mine) {
        lock.lockWrite();
        assertThat(reading + writing++).as("others beside a writer").isZero();
        pause(mine);
        writing--;
        lock.unlockWrite();
    }

    /// It waits for what never comes.
    private void cancelOne(SplittableRandom mine) {
        made++;
        final Task doomed = Task.create((called, runs) -> system.fork(group, called, runs), "doomed", () -> {
            doomedBegan++;
            try {
                never.acquire();
            } catch (CancelledException end) {
                doomedTold++;
            }
        });
        pause(mine);
        doomed.cancel();
        doomed.join();
        ended++;
    }

    private void receive() {
        for (Integer item = channel.receive(); item != null; item = channel.receive()) {
            received++;
        }
    }

    private void passTurns(int mine) {
        for (int i = 0; i < TURNS; i++) {
            table.lock();
            while (turn % 2 != mine) {
                passed.await();
            }
            turn++;
            passed.signal();
            table.unlock();
        }
    }

    private void pause(SplittableRandom mine) {
        for (int turns = mine.nextInt(3); turns > 0; turns--) {
            system.machine.compute(mine.nextInt(UserSystem.MS));
            if (mine.nextBoolean()) {
                UserThread.giveWay();
            } else {
                Lwkt.yield();
            }
            system.machine.beforeSharedAccess();
        }
    }
}
