package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A replicated value is whole wherever and whenever it is read, and all CPUs see its changes in one order.
///
/// Readers look on each CPU at each poll point, while each CPU has a thread that changes the value; a CPU may be
/// stopped in the midst of a change, and wherever the crossbar is touched.
class ReplicatedTest extends SeededScenarios {
    private static final int CPUS = CONFIG.cpus();
    private static final int CHANGES_EACH = 4;
    private static final int CHANGES = CPUS * CHANGES_EACH;

    private int made;
    private long readWhileOthersDiffered;

    /// A value of several fields that belong together: made from one before it, field by field.
    private record Table(int version, int twice, List<Integer> changes) {
        static final Table EMPTY = new Table(0, 0, List.of());

        Table with(int change, Runnable stop) {
            final int newVersion = version + 1;
            stop.run();
            final int newTwice = twice + 2;
            stop.run();
            final List<Integer> newChanges =
                    Stream.concat(changes.stream(), Stream.of(change)).toList();
            stop.run();
            return new Table(newVersion, newTwice, newChanges);
        }

        boolean isWhole() {
            return twice == 2 * version && changes.size() == version;
        }
    }

    /// Either the old value or the new one, never a part of each; and it changes at poll points only.
    @Test
    void shouldShowWholeValuesInOneOrderOnAllCpus() {
        forEachSeed(machine -> {
            Replicated<Table> value = new Replicated<>(machine.machine(), Table.EMPTY);
            List<List<Table>> seen = startReaders(machine, value);
            startAuthors(machine, value);
            machine.runToRest();
            List<Integer> order = seen.getFirst().getLast().changes();
            assertThat(order).hasSize(CHANGES).doesNotHaveDuplicates();
            for (List<Table> ofCpu : seen) {
                assertThat(ofCpu).allMatch(Table::isWhole);
                assertThat(ofCpu).extracting(Table::version).isSorted();
                assertThat(ofCpu)
                        .allSatisfy(table -> assertThat(table.changes()).isEqualTo(order.subList(0, table.version())));
                assertThat(ofCpu.getLast()).isSameAs(seen.getFirst().getLast());
            }
        });
        assertThat(readWhileOthersDiffered)
                .as("reads between the first visit of a change and its last")
                .isPositive();
    }

    @Test
    void shouldHaveReachedEveryCpuWhenUpdateReturns() {
        forEachSeed(machine -> {
            Replicated<Table> value = new Replicated<>(machine.machine(), Table.EMPTY);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                int change = cpu;
                machine.spawn(cpu, "author", () -> {
                    value.update(before -> before.with(change, machine::beforeSharedAccess));
                    for (int step = 1; step < CPUS; step++) {
                        Lwkt.moveTo((change + step) % CPUS);
                        assertThat(value.get().changes()).contains(change);
                    }
                });
            }
            machine.runToRest();
        });
    }

    /// Each CPU making the value for itself would do the work, and whatever else a change does, once for each.
    @Test
    void shouldMakeValueOnceAndOnCpu0() {
        forEachSeed(machine -> {
            made = 0;
            Replicated<Table> value = new Replicated<>(machine.machine(), Table.EMPTY);
            machine.call(1, "author", () -> {
                value.update(before -> {
                    made++;
                    assertThat(Cpu.current().id()).isZero();
                    return before.with(1, machine::beforeSharedAccess);
                });
                return null;
            });
            assertThat(made).isOne();
        });
    }

    /// Each of them reads until it has seen the last change; what it saw, without repetitions, in its order.
    private List<List<Table>> startReaders(SimulatedMachine machine, Replicated<Table> value) {
        List<List<Table>> seen = new ArrayList<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            List<Table> mine = new ArrayList<>(List.of(Table.EMPTY));
            seen.add(mine);
            machine.spawn(cpu, "reader", () -> {
                while (mine.getLast().version() < CHANGES) {
                    Table table = value.get();
                    machine.beforeSharedAccess();
                    assertThat(value.get())
                            .as("the value without a poll between")
                            .isSameAs(table);
                    if (table != mine.getLast()) {
                        mine.add(table);
                    }
                    readWhileOthersDiffered += seen.stream()
                            .filter(other -> other.getLast().version() > table.version())
                            .count();
                    Lwkt.checkpoint();
                    Lwkt.giveWay();
                }
            });
        }
        return seen;
    }

    private static void startAuthors(SimulatedMachine machine, Replicated<Table> value) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            int author = cpu;
            machine.spawn(cpu, "author", () -> {
                for (int i = 0; i < CHANGES_EACH; i++) {
                    int change = author * CHANGES_EACH + i;
                    value.update(before -> before.with(change, machine::beforeSharedAccess));
                    assertThat(value.get().changes()).contains(change);
                }
            });
        }
    }
}
