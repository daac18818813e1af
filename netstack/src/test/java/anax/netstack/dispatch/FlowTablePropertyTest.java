package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A flow table does what a [HashMap] with a bound does, through growth and removal, whatever the order.
class FlowTablePropertyTest {
    private static final int STEPS = 20_000;

    /// A key; an IPv6 address is made of the number that stands for it.
    private record Flow(boolean ipv4, int local, int remote, int localPort, int remotePort) {}

    /// The fewer removals, the more generations: from a table that hovers over one size to one that only grows.
    @Property(tries = 60)
    void shouldDoWhatAMapDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12_000) int maximum,
            @ForAll @IntRange(max = 50) int percentRemoved,
            @ForAll @IntRange(min = 100, max = 30_000) int keys) {
        var random = new SplittableRandom(seed);
        var table = new FlowTable<Integer>(maximum, new SipHash(seed, ~seed));
        Map<Flow, Integer> model = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            Flow flow = flow(random.nextInt(keys));
            if (random.nextInt(100) < percentRemoved) {
                assertThat(remove(table, flow)).isEqualTo(model.remove(flow));
            } else {
                assertThat(insert(table, flow, step)).isEqualTo(insertInto(model, maximum, flow, step));
            }
            Flow other = flow(random.nextInt(keys));
            assertThat(get(table, other)).isEqualTo(model.get(other));
            assertThat(table.size()).isEqualTo(model.size());
        }
        for (int key = 0; key < keys; key++) {
            assertThat(get(table, flow(key))).isEqualTo(model.get(flow(key)));
        }
    }

    /// Everything is asked for after each step of a growth, removals from both generations included.
    @Property(tries = 20)
    void shouldLoseNothingAtAnyStepOfGrowth(
            @ForAll long seed, @ForAll @IntRange(max = 40) int percentRemoved, @ForAll boolean ipv4) {
        int version = ipv4 ? 0 : 1;
        var random = new SplittableRandom(seed);
        var table = new FlowTable<Integer>(4000, new SipHash(seed, ~seed));
        Map<Flow, Integer> model = new HashMap<>();
        for (int key = 0; key < 640; key++) {
            insert(table, flow(2 * key + version), key);
            model.put(flow(2 * key + version), key);
        }
        for (int step = 0; step < 200; step++) {
            Flow added = flow(2 * (640 + step) + version);
            assertThat(insert(table, added, step)).isEqualTo(insertInto(model, 4000, added, step));
            if (random.nextInt(100) < percentRemoved) {
                Flow removed = flow(2 * random.nextInt(640 + step) + version);
                assertThat(remove(table, removed)).isEqualTo(model.remove(removed));
            }
            for (int key = 0; key < 850; key++) {
                assertThat(get(table, flow(2 * key + version))).isEqualTo(model.get(flow(2 * key + version)));
            }
        }
        assertThat(table.moved()).isPositive();
    }

    private static Flow flow(int key) {
        return new Flow(key % 2 == 0, 0x0A00_0001, key * 0x9E37_79B9, 80 + key % 3, key & 0xFFFF);
    }

    private static int insertInto(Map<Flow, Integer> model, int maximum, Flow flow, int value) {
        if (model.containsKey(flow)) {
            return FlowTable.DUPLICATE;
        }
        if (model.size() == maximum) {
            return FlowTable.FULL;
        }
        model.put(flow, value);
        return FlowTable.INSERTED;
    }

    private static int insert(FlowTable<Integer> table, Flow flow, Integer value) {
        return flow.ipv4
                ? table.insert(flow.local, flow.remote, flow.localPort, flow.remotePort, value)
                : table.insert(
                        high(flow.local),
                        flow.local,
                        high(flow.remote),
                        flow.remote,
                        flow.localPort,
                        flow.remotePort,
                        value);
    }

    private static Integer get(FlowTable<Integer> table, Flow flow) {
        return flow.ipv4
                ? table.get(flow.local, flow.remote, flow.localPort, flow.remotePort)
                : table.get(
                        high(flow.local), flow.local, high(flow.remote), flow.remote, flow.localPort, flow.remotePort);
    }

    private static Integer remove(FlowTable<Integer> table, Flow flow) {
        return flow.ipv4
                ? table.remove(flow.local, flow.remote, flow.localPort, flow.remotePort)
                : table.remove(
                        high(flow.local), flow.local, high(flow.remote), flow.remote, flow.localPort, flow.remotePort);
    }

    private static long high(int address) {
        return 0x2001_0DB8_0000_0000L | (address & 0xFFFF);
    }
}
