package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One thread sends a frame while another one says that it waits for one, again and again: it finds the frame there
/// already, or is woken. The twins lack one step of the protocol, and must miss a frame.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArrivalStressTest {
    private static final int ROUNDS = 100_000;
    private static final int MOST_TWIN_ROUNDS = 20_000_000;

    @Test
    void shouldMissNoArrival() throws Exception {
        assertThat(missedIn(new RealLink(), ROUNDS, false)).isZero();
    }

    @Test
    void shouldMissArrivalsWhenTheSenderDoesNotFence() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor never sees its own stores late");
        assertThat(missedIn(new SenderWithoutFence(), MOST_TWIN_ROUNDS, true)).isPositive();
    }

    @Test
    void shouldMissArrivalsWhenTheReceiverLooksBeforeItAnnounces() throws Exception {
        assertThat(missedIn(new ReceiverThatLooksFirst(), MOST_TWIN_ROUNDS, true))
                .isPositive();
    }

    /// How many frames were missed.
    private static int missedIn(Arrivals arrivals, int rounds, boolean untilFirst) throws Exception {
        Rounds sender = new Rounds();
        Rounds receiver = new Rounds();
        boolean[] end = {false};
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread other = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int round = 1; ; round++) {
                    sender.arrive(2 * round - 1);
                    receiver.await(2 * round - 1);
                    if (end[0]) {
                        return;
                    }
                    arrivals.send();
                    sender.arrive(2 * round);
                    receiver.await(2 * round);
                }
            } catch (Throwable thrown) {
                failure.set(thrown);
                sender.arrive(Integer.MAX_VALUE);
            }
        });
        int missed = 0;
        int[] woken = {0};
        Runnable wakeUp = () -> woken[0]++;
        int round = 1;
        for (; round <= rounds && !(untilFirst && missed > 0) && failure.get() == null; round++) {
            woken[0] = 0;
            sender.await(2 * round - 1);
            receiver.arrive(2 * round - 1);
            for (int i = round & 31; i > 0; i--) {
                Thread.onSpinWait();
            }
            boolean found = !arrivals.announce(wakeUp);
            sender.await(2 * round);
            if (!found && woken[0] == 0) {
                missed++;
            }
            arrivals.takeAll();
            receiver.arrive(2 * round);
        }
        end[0] = true;
        receiver.arrive(Integer.MAX_VALUE);
        other.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(failure.get()).isNull();
        return missed;
    }

    /// What a sender and a receiver do.
    private interface Arrivals {
        void send();

        boolean announce(Runnable wakeUp);

        void takeAll();
    }

    /// How far one thread has come; the other one waits for it.
    private static final class Rounds {
        private static final int SPINS = 200;

        private volatile int done;

        void arrive(int point) {
            done = point;
        }

        @SuppressWarnings("ThreadPriorityCheck") // where both threads share a processor, spinning alone gets nowhere
        void await(int point) {
            for (int spin = 0; done < point; spin++) {
                if (spin > SPINS) {
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static final class RealLink implements Arrivals {
        private final MemoryLink.Pair pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        private final PacketPool sendersPool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
        private final PacketPool receiversPool = new PacketPool(1, PacketPoolConfig.standard(), () -> true);
        private final Packet packet = LinkContract.frame(sendersPool, 64, 1);

        @Override
        public void send() {
            assertThat(pair.first().queue(0).send(packet, 0)).isTrue();
            pair.first().queue(0).flush(0);
        }

        @Override
        public boolean announce(Runnable wakeUp) {
            return pair.second().queue(0).announceArrival(wakeUp);
        }

        @Override
        public void takeAll() {
            int taken = pair.second().queue(0).poll(0, 32, receiversPool, receiversPool::takeBack);
            assertThat(taken).isEqualTo(1);
        }
    }

    private abstract static class Twin implements Arrivals {
        private static final VarHandle WAITS;

        static {
            try {
                WAITS = MethodHandles.lookup().findVarHandle(Twin.class, "waits", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final SpscVarHandleArrayQueue<String> ring = new SpscVarHandleArrayQueue<>(64);

        @SuppressWarnings("unused") // reached through WAITS
        private boolean waits;

        private Runnable wakeUp;

        final void say(Runnable newWakeUp) {
            wakeUp = newWakeUp;
            WAITS.setVolatile(this, true);
            VarHandle.fullFence();
        }

        final void wakeWhoWaits() {
            if ((boolean) WAITS.getOpaque(this) && (boolean) WAITS.getAndSet(this, false)) {
                wakeUp.run();
            }
        }

        @Override
        public final void takeAll() {
            WAITS.setVolatile(this, false);
            ring.clear();
        }
    }

    private static final class SenderWithoutFence extends Twin {
        @Override
        public void send() {
            ring.offer("frame");
            wakeWhoWaits();
        }

        @Override
        public boolean announce(Runnable wakeUp) {
            say(wakeUp);
            return ring.peek() == null;
        }
    }

    private static final class ReceiverThatLooksFirst extends Twin {
        @Override
        public void send() {
            ring.offer("frame");
            VarHandle.fullFence();
            wakeWhoWaits();
        }

        @Override
        public boolean announce(Runnable wakeUp) {
            boolean waits = ring.peek() == null;
            say(wakeUp);
            return waits;
        }
    }
}
