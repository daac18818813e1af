package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import org.junit.jupiter.api.Test;

/// A memory link between CPUs of a simulated machine: two of them send, two answer, all sleep when there is nothing.
class MemoryLinkSimulationTest {
    private static final int SEEDS = 25;
    private static final int FRAMES = 1_300; // from each of two CPUs, and back
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(4)
            .withRingBound(8)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);

    private long sleeps;
    private long refusals;

    @Test
    void shouldDeliverAllInOrderUnderEverySeed() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            run(seed);
        }
        assertThat(sleeps).as("threads that slept and were woken").isPositive();
        assertThat(refusals).as("rings that were found full").isPositive();
    }

    @Test
    void shouldReplayUnderTheSameSeed() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    /// @return what tells one run from another
    private long run(long seed) {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
            var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 2, 2).withFrames(4, 1));
            boolean[] done = new boolean[4];
            for (int i = 0; i < 2; i++) {
                int queue = i;
                machine.spawn(queue, "client", () -> {
                    new Station(machine, pair.first().queue(queue)).ask();
                    done[queue] = true;
                });
                machine.spawn(2 + queue, "server", () -> {
                    new Station(machine, pair.second().queue(queue)).answer();
                    done[2 + queue] = true;
                });
            }
            machine.runToRest();
            assertThat(done).as("seed %d", seed).containsOnly(true);
            return machine.trace();
        }
    }

    /// What one thread does at its queue.
    private final class Station {
        private final LinkQueue queue;
        private final PacketPool pool;
        private final Lwkt self = Lwkt.current();
        private final long nowNs;
        private int next;

        Station(SimulatedMachine machine, LinkQueue queue) {
            this.queue = queue;
            Cpu cpu = Cpu.current();
            pool = new PacketPool(cpu.id(), PacketPoolConfig.standard().withSlots(16, 0), cpu::isCurrent);
            nowNs = machine.clock().nowNs();
        }

        void ask() {
            int sent = 0;
            while (next < FRAMES) {
                while (sent < FRAMES && send(sent)) {
                    sent++;
                }
                queue.flush(nowNs);
                if (queue.poll(nowNs, 3, pool, this::check) == 0) {
                    sleep();
                }
            }
        }

        void answer() {
            while (next < FRAMES) {
                if (queue.poll(nowNs, 3, pool, this::reply) == 0) {
                    sleep();
                }
                queue.flush(nowNs);
            }
        }

        private boolean send(int number) {
            Packet packet = pool.allocate(64);
            packet.range(Packet.HEADROOM, 64).buffer().putInt(Packet.HEADROOM, number);
            boolean sent = queue.send(packet, nowNs);
            pool.takeBack(packet);
            if (!sent) {
                refusals++;
            }
            Lwkt.yield();
            return sent;
        }

        private void check(Packet packet) {
            assertThat(packet.buffer().getInt(packet.offset())).isEqualTo(next++);
            pool.takeBack(packet);
        }

        private void reply(Packet packet) {
            assertThat(packet.buffer().getInt(packet.offset())).isEqualTo(next++);
            while (!queue.send(packet, nowNs)) {
                refusals++;
                Lwkt.yield();
            }
            pool.takeBack(packet);
        }

        private void sleep() {
            sleeps++;
            Lwkt.descheduleSelf();
            if (!queue.announceArrival(self::schedule)) {
                self.schedule();
            }
            Lwkt.switchAway();
        }
    }
}
