package anax.netstack.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketPoolTest {
    private static final PacketPoolConfig CONFIG = new PacketPoolConfig(1_000, 1_536, 20, false);

    private final PacketPool pool = pool(CONFIG);

    @Test
    void shouldGiveEmptyPacketWithHeadroom() {
        Packet packet = pool.allocate(100);

        assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
        assertThat(packet.length()).isZero();
        assertThat(packet.capacity()).isGreaterThanOrEqualTo(100);
        assertThat(packet.home()).isSameAs(pool);
        assertThat(packet.checksumState()).isEqualTo(Packet.CHECKSUM_UNKNOWN);
        assertThat(packet.gsoType()).isEqualTo(Packet.GSO_NONE);
    }

    @Test
    void shouldForgetTheFormerLifeWhenUsedAgain() {
        Packet packet = pool.allocate(100);
        packet.range(10, 500).protocol(6).flowHash(7).interfaceIndex(8).gso(Packet.GSO_TCP4, 1_460);
        packet.partialChecksum(30, 16).networkOffset(20).transportOffset(40);
        pool.takeBack(packet);

        Packet again = pool.allocate(100);
        assertThat(again).isSameAs(packet);
        assertThat(again.offset()).isEqualTo(Packet.HEADROOM);
        assertThat(again.networkOffset()).isEqualTo(Packet.HEADROOM);
        assertThat(again.transportOffset()).isEqualTo(Packet.HEADROOM);
        assertThat(again.length() + again.protocol() + again.flowHash() + again.interfaceIndex())
                .isZero();
        assertThat(again.checksumState()).isEqualTo(Packet.CHECKSUM_UNKNOWN);
        assertThat(again.gsoType()).isEqualTo(Packet.GSO_NONE);
    }

    @Test
    void shouldTakeTheSmallestSlotThatFits() {
        assertThat(pool.allocate(1_536).capacity()).isBetween(1_536, 1_600);
        assertThat(pool.allocate(1_601).capacity()).isGreaterThanOrEqualTo(65_536 + 64);
        assertThat(pool.allocate(PacketPoolConfig.LARGE_OCTETS)).isNotNull();
    }

    @Test
    void shouldCountAndGiveNothingWhenNoSlotIsThatLong() {
        assertThat(pool.allocate(70_000)).isNull();
        assertThat(pool.exhausted()).isEqualTo(1);
    }

    @Test
    void shouldGrowToItsBoundAndNoFurther() {
        List<Packet> small = allocateAll(1);
        assertThat(small).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(allocateAll(65_000)).hasSize(20).doesNotHaveDuplicates();
        assertThat(pool.outstanding()).isEqualTo(1_020);
        assertThat(pool.exhausted()).isEqualTo(2);

        small.forEach(pool::takeBack);
        assertThat(pool.outstanding()).isEqualTo(20);
        assertThat(allocateAll(1)).hasSize(1_000);
    }

    /// What is written to one packet, from its first octet to its last, must be seen in no other.
    @Test
    void shouldGiveEachPacketMemoryOfItsOwn() {
        List<Packet> packets = allocateAll(1);
        packets.addAll(allocateAll(65_000));
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            packet.buffer().setMemory(0, packet.buffer().capacity(), (byte) i);
        }
        for (int i = 0; i < packets.size(); i++) {
            var buffer = packets.get(i).buffer();
            assertThat(buffer.getByte(0)).isEqualTo((byte) i);
            assertThat(buffer.getByte(buffer.capacity() - 1)).isEqualTo((byte) i);
        }
    }

    @Test
    void shouldBeginSlotsAtCacheLines() {
        for (Packet packet : allocateAll(1)) {
            assertThat(packet.buffer().addressOffset() % 64).isZero();
        }
    }

    @Test
    void shouldRefuseWhatIsFreedTwice() {
        Packet packet = pool.allocate(1);
        pool.takeBack(packet);

        assertThatThrownBy(() -> pool.takeBack(packet)).hasMessageContaining("freed twice");
    }

    @Test
    void shouldRefusePacketOfAnotherPool() {
        Packet stranger = pool(CONFIG).allocate(1);

        assertThatThrownBy(() -> pool.takeBack(stranger)).hasMessageContaining("another pool");
    }

    @Test
    void shouldRefuseCallerFromElsewhere() {
        boolean[] here = {true};
        PacketPool guarded = new PacketPool(3, CONFIG, () -> here[0]);
        Packet packet = guarded.allocate(1);
        here[0] = false;

        assertThatThrownBy(() -> guarded.allocate(1)).hasMessageContaining("CPU 3");
        assertThatThrownBy(() -> guarded.takeBack(packet)).hasMessageContaining("CPU 3");
    }

    @Test
    void shouldRefuseToShowWhatIsFreed() {
        Packet packet = pool.allocate(1);
        pool.takeBack(packet);

        assertThatThrownBy(packet::buffer).hasMessageContaining("its pool");
    }

    @Test
    void shouldTellWhereLeakedPacketsWereAllocatedWhenDebugged() {
        PacketPool debugged = pool(CONFIG.withDebug(true));
        Packet freed = debugged.allocate(1);
        Packet leaked = leak(debugged);
        debugged.takeBack(freed);

        assertThat(debugged.leaks())
                .hasSize(1)
                .first()
                .satisfies(place -> assertThat(place.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("leak")));
        debugged.takeBack(leaked);
        assertThat(debugged.leaks()).isEmpty();
        assertThat(pool.leaks()).isEmpty();
    }

    @Test
    void shouldSpoilWhatIsFreedWhenDebugged() {
        PacketPool debugged = pool(CONFIG.withDebug(true));
        Packet packet = debugged.allocate(1);
        packet.buffer().putLong(Packet.HEADROOM, 42);
        debugged.takeBack(packet);

        assertThat(debugged.allocate(1).buffer().getLong(Packet.HEADROOM)).isEqualTo(0xDBDB_DBDB_DBDB_DBDBL);
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        assertThat(Allocation.octetsPerOperation(() -> {
                    Packet one = pool.allocate(1_000);
                    Packet other = pool.allocate(60_000);
                    pool.takeBack(one);
                    pool.takeBack(other);
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldRefuseConfigurationOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withSlots(0, 1))
                .withMessage("a packet pool was given 0 small slots; use 1 to 1048576");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withSlots(1, 65_537))
                .withMessageContaining("65537 large slots");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PacketPoolConfig(1, 575, 0, false))
                .withMessageContaining("575 octets");
    }

    private static Packet leak(PacketPool pool) {
        return pool.allocate(1);
    }

    private List<Packet> allocateAll(int octets) {
        List<Packet> packets = new ArrayList<>();
        for (Packet packet = pool.allocate(octets); packet != null; packet = pool.allocate(octets)) {
            packets.add(packet);
        }
        return packets;
    }

    private static PacketPool pool(PacketPoolConfig config) {
        return new PacketPool(0, config, () -> true);
    }
}
