package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table gives each CPU its share, in an order that only the secret tells.
class IndirectionTableTest {
    private static final int SLOTS = IndirectionTable.SLOTS;

    @Test
    void shouldGiveEverySlotToOneCpuWhenToldSo() {
        var table = IndirectionTable.allTo(2, 5);
        assertThat(table.slotsOf(2)).hasSize(SLOTS);
        assertThat(table.slotsOf(0)).isEmpty();
        assertThat(table.cpus()).isEqualTo(5);
        assertThatThrownBy(() -> IndirectionTable.allTo(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("all slots were to be CPU 5's; use one of 0 to 4");
    }

    @Test
    void shouldShareEachCpusSlotsOutAmongOwnersOfItsRemainderOnly() {
        final var coarse = new IndirectionTable(3, new SipHash(1, 2));
        final var table = IndirectionTable.within(coarse, 1, 8, 10);
        assertThat(table.cpus()).isEqualTo(10);
        assertThat(table.slotsOf(0)).isEmpty();
        assertThat(table.slotsOf(9)).isEmpty();
        for (int owner = 1; owner <= 8; owner++) {
            assertThat(table.slotsOf(owner)).hasSizeBetween(SLOTS / 3 / 3, SLOTS / 3 / 2 + 1);
            for (final int slot : table.slotsOf(owner)) {
                assertThat(coarse.cpu(slot)).isEqualTo(owner % 3);
            }
        }
    }

    @Test
    void shouldShareAllSlotsOutWhereThereAreFewerOwnersThanCpus() {
        final var table = IndirectionTable.within(new IndirectionTable(4, new SipHash(1, 2)), 1, 2, 3);
        assertThat(table.slotsOf(0)).isEmpty();
        assertThat(table.slotsOf(1).length + table.slotsOf(2).length).isEqualTo(SLOTS);
        assertThat(table.slotsOf(1)).hasSize(SLOTS / 2);
        assertThatThrownBy(() -> IndirectionTable.within(table, 3, 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots were to be shared by 3 owners from 3 on; there are 2 up to 4");
    }

    @Property
    void shouldGiveEveryCpuItsShareWithinOneSlot(
            @ForAll @IntRange(min = 1, max = SLOTS) int cpus, @ForAll long key0, @ForAll long key1) {
        var table = new IndirectionTable(cpus, new SipHash(key0, key1));
        int[] shares = new int[cpus];
        for (int hash = 0; hash < SLOTS; hash++) {
            shares[table.cpu(hash)]++;
        }

        assertThat(shares).containsOnly(shareOf(cpus));
        assertThat(shares[0]).as("the first CPU has no more than others").isEqualTo(SLOTS / cpus);
    }

    @Property
    void shouldListTheSlotsOfEachCpu(@ForAll @IntRange(min = 1, max = SLOTS) int cpus, @ForAll long key) {
        var table = new IndirectionTable(cpus, new SipHash(key, ~key));
        int[] listed = IntStream.range(0, cpus)
                .flatMap(cpu -> Arrays.stream(table.slotsOf(cpu))
                        .peek(slot -> assertThat(table.cpu(slot)).isEqualTo(cpu)))
                .sorted()
                .toArray();

        assertThat(listed).isEqualTo(IntStream.range(0, SLOTS).toArray());
    }

    @Test
    void shouldLookAtTheLowBitsOfTheHashOnly() {
        var table = new IndirectionTable(5, new SipHash(1, 2));
        for (int hash = 0; hash < 1 << 16; hash++) {
            assertThat(table.cpu(hash)).isEqualTo(table.cpu(hash % SLOTS));
        }
    }

    @Test
    void shouldBeTheSameForTheSameSecretAndAnotherForAnother() {
        var table = new IndirectionTable(4, new SipHash(1, 2));

        assertThat(cpus(new IndirectionTable(4, new SipHash(1, 2)))).isEqualTo(cpus(table));
        assertThat(cpus(new IndirectionTable(4, new SipHash(1, 3)))).isNotEqualTo(cpus(table));
        assertThat(cpus(new IndirectionTable(4, new SipHash(0, 2)))).isNotEqualTo(cpus(table));
    }

    /// Every CPU must have each slot under some secret: 100 secrets miss one of 4 in a slot with a chance of
    /// 10^-10.
    @Test
    void shouldPermuteEverySlot() {
        long[] met = new long[SLOTS];
        for (int key = 0; key < 100; key++) {
            var table = new IndirectionTable(4, new SipHash(key, key));
            for (int slot = 0; slot < SLOTS; slot++) {
                met[slot] |= 1L << table.cpu(slot);
            }
        }

        assertThat(met).containsOnly(0b1111);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, SLOTS + 1})
    void shouldRefuseCpuCountsThatCannotShareTheSlots(int cpus) {
        assertThatThrownBy(() -> new IndirectionTable(cpus, new SipHash(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(cpus + " CPUs cannot share 128 slots; use 1 to 128 CPUs for the stack");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void shouldRefuseACpuThatOwnsNothing(int cpu) {
        var table = new IndirectionTable(3, new SipHash(1, 2));

        assertThatThrownBy(() -> table.slotsOf(cpu))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CPU " + cpu + " owns no slots; ask for one of 0 to 2");
    }

    private static int[] shareOf(int cpus) {
        return SLOTS % cpus == 0 ? new int[] {SLOTS / cpus} : new int[] {SLOTS / cpus, SLOTS / cpus + 1};
    }

    private static int[] cpus(IndirectionTable table) {
        return IntStream.range(0, SLOTS).map(table::cpu).toArray();
    }
}
