package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a flow table answers, at its bound too, and how little an insert moves when it grows.
class FlowTableTest {
    private static final int LOCAL = 0x0A00_0001;
    private static final int REMOTE = 0xC633_640A;
    private static final long NET = 0x2001_0DB8_0000_0000L;

    private final FlowTable<String> table = new FlowTable<>(100, new SipHash(1, 2));

    @Test
    void shouldFindWhatWasInserted() {
        assertThat(table.insert(LOCAL, REMOTE, 80, 40_000, "four")).isEqualTo(FlowTable.INSERTED);
        assertThat(table.insert(NET, 1, NET, 2, 80, 40_000, "six")).isEqualTo(FlowTable.INSERTED);

        assertThat(table.get(LOCAL, REMOTE, 80, 40_000)).isEqualTo("four");
        assertThat(table.get(NET, 1, NET, 2, 80, 40_000)).isEqualTo("six");
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void shouldLookAtEachPartOfTheKey() {
        table.insert(LOCAL, REMOTE, 80, 40_000, "four");
        table.insert(NET, 1, NET, 2, 80, 40_000, "six");

        assertThat(table.get(LOCAL + 1, REMOTE, 80, 40_000)).isNull();
        assertThat(table.get(LOCAL, REMOTE + 1, 80, 40_000)).isNull();
        assertThat(table.get(LOCAL, REMOTE, 81, 40_000)).isNull();
        assertThat(table.get(LOCAL, REMOTE, 80, 40_001)).isNull();
        assertThat(table.get(REMOTE, LOCAL, 40_000, 80)).isNull();
        assertThat(table.get(NET + 1, 1, NET, 2, 80, 40_000)).isNull();
        assertThat(table.get(NET, 0, NET, 2, 80, 40_000)).isNull();
        assertThat(table.get(NET, 1, NET + 1, 2, 80, 40_000)).isNull();
        assertThat(table.get(NET, 1, NET, 3, 80, 40_000)).isNull();
        assertThat(table.get(NET, 1, NET, 2, 81, 40_000)).isNull();
        assertThat(table.get(NET, 1, NET, 2, 80, 40_001)).isNull();
    }

    /// Zeros are a key like others: what marks an empty slot is not part of the key.
    @Test
    void shouldHoldTheKeyOfZeros() {
        table.insert(0, 0, 0, 0, "four");
        table.insert(0L, 0L, 0L, 0L, 0, 0, "six");

        assertThat(table.get(0, 0, 0, 0)).isEqualTo("four");
        assertThat(table.get(0L, 0L, 0L, 0L, 0, 0)).isEqualTo("six");
    }

    @Test
    void shouldKeepTheFirstWhenTheFlowIsThereAlready() {
        table.insert(LOCAL, REMOTE, 80, 40_000, "first");
        table.insert(NET, 1, NET, 2, 80, 40_000, "first of six");

        assertThat(table.insert(LOCAL, REMOTE, 80, 40_000, "second")).isEqualTo(FlowTable.DUPLICATE);
        assertThat(table.insert(NET, 1, NET, 2, 80, 40_000, "second")).isEqualTo(FlowTable.DUPLICATE);
        assertThat(table.get(LOCAL, REMOTE, 80, 40_000)).isEqualTo("first");
        assertThat(table.get(NET, 1, NET, 2, 80, 40_000)).isEqualTo("first of six");
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void shouldAnswerWhatItForgets() {
        table.insert(LOCAL, REMOTE, 80, 40_000, "four");
        table.insert(NET, 1, NET, 2, 80, 40_000, "six");

        assertThat(table.remove(LOCAL, REMOTE, 80, 40_000)).isEqualTo("four");
        assertThat(table.remove(LOCAL, REMOTE, 80, 40_000)).isNull();
        assertThat(table.remove(NET, 1, NET, 2, 80, 40_000)).isEqualTo("six");
        assertThat(table.remove(NET, 1, NET, 2, 80, 40_000)).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void shouldBeFullAtItsMaximumUntilAFlowGoes() {
        for (int port = 0; port < 50; port++) {
            assertThat(table.insert(LOCAL, REMOTE, port, 443, "four")).isEqualTo(FlowTable.INSERTED);
            assertThat(table.insert(NET, 1, NET, 2, port, 443, "six")).isEqualTo(FlowTable.INSERTED);
        }

        assertThat(table.insert(LOCAL, REMOTE, 50, 443, "one too many")).isEqualTo(FlowTable.FULL);
        assertThat(table.insert(NET, 1, NET, 2, 50, 443, "one too many")).isEqualTo(FlowTable.FULL);
        assertThat(table.insert(LOCAL, REMOTE, 49, 443, "again")).isEqualTo(FlowTable.DUPLICATE);
        assertThat(table.get(LOCAL, REMOTE, 50, 443)).isNull();
        assertThat(table.size()).isEqualTo(100);

        table.remove(LOCAL, REMOTE, 0, 443);
        assertThat(table.insert(NET, 1, NET, 2, 50, 443, "now")).isEqualTo(FlowTable.INSERTED);
    }

    @Test
    void shouldShowEveryValueOnceWhileItGrows() {
        var growing = new FlowTable<Integer>(10_000, new SipHash(1, 2));
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            growing.insert(LOCAL, i, 80, 443, i);
            growing.insert(NET, i, NET, 0, 80, 443, -i);
            expected.add(i);
            expected.add(-i);
        }
        List<Integer> shown = new ArrayList<>();
        growing.forEach(shown::add);

        assertThat(growing.moved()).isPositive();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
    }

    /// The longest pause that growth can make: through eight doublings, no insert moves more than it may, and no
    /// entry is moved twice in one doubling.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldMoveNoMoreThanItsBoundInAnyInsert(boolean ipv4) {
        int flows = 1 << 18;
        var growing = new FlowTable<Integer>(flows, new SipHash(1, 2));
        var random = new SplittableRandom(5);
        long most = 0;
        long before = 0;
        for (int i = 0; i < flows; i++) {
            int inserted = ipv4
                    ? growing.insert(LOCAL, i, 80, random.nextInt(1 << 16), i)
                    : growing.insert(NET, i, NET, 0, 80, random.nextInt(1 << 16), i);
            assertThat(inserted).isEqualTo(FlowTable.INSERTED);
            most = Math.max(most, growing.moved() - before);
            before = growing.moved();
        }

        assertThat(most).isEqualTo(FlowTable.MOST_MOVED);
        assertThat(growing.moved()).isBetween(flows / 2L, 2L * flows);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, FlowTable.MOST_FLOWS + 1})
    void shouldRefuseABoundThatCannotBe(int maximum) {
        assertThatThrownBy(() -> new FlowTable<String>(maximum, new SipHash(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a table of " + maximum + " flows cannot be; use a maximum of 1 to 134217728");
    }
}
