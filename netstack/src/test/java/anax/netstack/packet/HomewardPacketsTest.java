package anax.netstack.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.Allocation;
import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Packets that are freed on other CPUs than their own, on a simulated machine of four.
class HomewardPacketsTest {
    private static final int CPUS = 4;
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(CPUS)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);
    private static final int SEEDS = 20;
    private static final int PACKETS_PER_CPU = 1_500;

    private SimulatedMachine machine;
    private PacketPool[] pools;
    private HomewardPackets[] homeward;

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldSendHomeBatchesAndTheRestAtTheFlush() {
        boot(CONFIG, 1);
        List<Packet> packets = allocatedOn(0, 100);

        assertThat(entriesOf(1, () -> packets.forEach(packet -> free(1, packet))))
                .isEqualTo(100 / HomewardPackets.BATCH);
        assertThat(pools[0].outstanding()).isEqualTo(100 % HomewardPackets.BATCH);
        assertThat(entriesOf(1, homeward[1]::flush)).isEqualTo(1);
        assertThat(pools[0].outstanding()).isZero();
        assertThat(entriesOf(1, homeward[1]::flush)).isZero();
    }

    @Test
    void shouldKeepAChainForEachHome() {
        boot(CONFIG, 2);
        List<Packet> packets = new ArrayList<>(allocatedOn(0, 20));
        packets.addAll(allocatedOn(2, 20));
        packets.addAll(allocatedOn(3, 20));

        assertThat(entriesOf(1, () -> packets.forEach(packet -> free(1, packet))))
                .isZero();
        assertThat(entriesOf(1, homeward[1]::flush)).isEqualTo(3);
        assertThat(pools).allMatch(pool -> pool.outstanding() == 0);
    }

    @Test
    void shouldRefusePacketThatTheCpuDoesNotOwn() {
        boot(CONFIG, 3);
        Packet packet = allocatedOn(0, 1).getFirst();

        machine.call(1, "free", () -> {
            assertThatThrownBy(() -> homeward[1].add(packet)).hasMessageContaining("nobody, on its way");
            return free(1, packet);
        });
        machine.call(1, "flush", () -> {
            homeward[1].flush();
            return true;
        });
        assertThat(pools[0].outstanding()).isZero();
    }

    /// Small pools and full rings: whoever waits for a packet gets it only because others send theirs home.
    @Test
    void shouldBringAllHomeWhateverTheOrder() {
        long fullRings = 0;
        long waits = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            boot(CONFIG.withRingBound(4 << seed % 3), seed);
            long[] waited = new long[CPUS];
            for (int cpu = 0; cpu < CPUS; cpu++) {
                SplittableRandom random = new SplittableRandom(seed * 31L + cpu);
                machine.spawn(cpu, "sender", () -> sendAll(random, waited));
            }
            machine.runToRest();
            for (int cpu = 0; cpu < CPUS; cpu++) {
                flushOn(cpu);
            }
            assertThat(pools).as("seed %d", seed).allMatch(pool -> pool.outstanding() == 0);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                assertThat(pools[cpu].leaks()).as("seed %d", seed).isEmpty();
                fullRings += machine.machine().cpu(cpu).counters().fifoFull();
                waits += waited[cpu];
            }
            machine.close();
        }
        assertThat(fullRings).as("rings that were found full").isPositive();
        assertThat(waits).as("pools that were found empty").isPositive();
    }

    @Test
    void shouldAllocateNothingInSteadyState() throws Exception {
        boot(CONFIG, 4);
        try (Machine pinned = Machine.boot(MachineConfig.ofCpus(2).withPin(false))) {
            PacketPool home = poolOf(pinned, 0, PacketPoolConfig.standard());
            List<Packet> batch = pinned.call(0, "allocate", () -> {
                List<Packet> packets = new ArrayList<>();
                for (int i = 0; i < HomewardPackets.BATCH; i++) {
                    packets.add(home.allocate(1));
                }
                return packets;
            });
            double octets = pinned.call(0, "work", () -> {
                HomewardPackets none = new HomewardPackets(pinned.cpu(0));
                return Allocation.octetsPerOperation(() -> {
                    for (int i = 0; i < batch.size(); i++) {
                        none.add(batch.get(i));
                    }
                    none.flush();
                    for (int i = 0; i < batch.size(); i++) {
                        home.allocate(1);
                    }
                });
            });
            assertThat(octets).isLessThanOrEqualTo(0.1);
        }
    }

    private void sendAll(SplittableRandom random, long[] waited) {
        int here = Cpu.current().id();
        for (int sent = 0; sent < PACKETS_PER_CPU; sent++) {
            Packet packet = pools[here].allocate(64);
            while (packet == null) {
                waited[here]++;
                homeward[here].flush();
                Lwkt.yield();
                Lwkt.checkpoint();
                packet = pools[here].allocate(64);
            }
            int target = (here + 1 + random.nextInt(CPUS - 1)) % CPUS;
            assert packet.belongsTo(Packet.IN_FLIGHT);
            Cpu.current().send(machine.machine().cpu(target), new Delivery(packet));
            if (random.nextInt(8) == 0) {
                homeward[here].flush();
            }
        }
        homeward[here].flush();
    }

    private void boot(MachineConfig config, long seed) {
        machine = new SimulatedMachine(config, seed);
        pools = new PacketPool[CPUS];
        homeward = new HomewardPackets[CPUS];
        for (int cpu = 0; cpu < CPUS; cpu++) {
            pools[cpu] = poolOf(
                    machine.machine(),
                    cpu,
                    PacketPoolConfig.standard().withSlots(100, 0).withDebug(true));
            homeward[cpu] = new HomewardPackets(machine.machine().cpu(cpu));
        }
    }

    private static PacketPool poolOf(Machine machine, int cpu, PacketPoolConfig config) {
        return new PacketPool(cpu, config, () -> machine.cpu(cpu).isCurrent());
    }

    private List<Packet> allocatedOn(int cpu, int count) {
        return machine.call(cpu, "allocate", () -> {
            List<Packet> packets = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Packet packet = pools[cpu].allocate(64);
                assert packet.belongsTo(Packet.IN_FLIGHT);
                packets.add(packet);
            }
            return packets;
        });
    }

    private boolean free(int cpu, Packet packet) {
        assert packet.belongsTo(cpu);
        homeward[cpu].add(packet);
        return true;
    }

    private void flushOn(int cpu) {
        machine.call(cpu, "flush", () -> {
            homeward[cpu].flush();
            return true;
        });
    }

    /// How many entries the work puts on the lanes of a CPU.
    private long entriesOf(int cpu, Runnable work) {
        var counters = machine.machine().cpu(cpu).counters();
        return machine.call(cpu, "work", () -> {
            long before = counters.passive();
            work.run();
            return counters.passive() - before;
        });
    }

    /// Takes a packet to another CPU, which is done with it at once.
    private final class Delivery extends Ipi {
        private final Packet packet;

        Delivery(Packet packet) {
            this.packet = packet;
        }

        @Override
        protected void run(Cpu cpu) {
            free(cpu.id(), packet);
        }
    }
}
