package anax.netstack.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is written is read back, and whatever else is read does no harm.
class StackTableTest {
    private static final StackTable TABLE = table();

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        final StackTable empty = new TableDraft("empty", "nothing#").table();
        final List<List<String>> lines = TABLE.lines();
        lines.addAll(empty.lines());
        assertThat(StackTable.read(lines)).containsExactly(TABLE, empty);
    }

    @Test
    void shouldFindCellsByTheNamesOfColumns() {
        assertThat(TABLE.cell(TABLE.rows().getFirst(), "name")).isEqualTo("one");
        assertThat(TABLE.cell(TABLE.rows().getFirst(), "count")).isEqualTo("1");
        assertThat(TABLE.cell(TABLE.rows().getLast(), "count")).isEmpty();
        assertThat(TABLE.cell(TABLE.rows().getFirst(), "of a later version")).isEmpty();
        assertThat(TABLE.omitted()).isEqualTo(7);
    }

    @Test
    void shouldSkipLinesThatALaterWriterMayAdd() throws IOException {
        final List<List<String>> lines = TABLE.lines();
        lines.add(1, List.of("weather", "fine"));
        lines.add(List.of(""));
        assertThat(StackTable.read(lines)).containsExactly(TABLE);
    }

    @Test
    void shouldRefuseRowsThatDoNotFitTheColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackTable("t", TABLE.columns(), List.of(List.of("x")), 0))
                .withMessage("a row of the table t has 1 cells, but there are 2 columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackTable("t", TABLE.columns(), List.of(List.of("x", "y")), 0))
                .withMessage("the table t has a cell 'y' under count, which is to be a number");
    }

    @Test
    void shouldRefuseTableThatHasNoName() {
        assertThatThrownBy(() -> StackTable.read(List.of(List.of("omitted", "3"))))
                .isInstanceOf(IOException.class)
                .hasMessage("its answer is broken: a table has no name");
        final List<List<String>> lines = TABLE.lines();
        lines.add(List.of("omitted", "0"));
        assertThatThrownBy(() -> StackTable.read(lines)).isInstanceOf(IOException.class);
    }

    /// Whatever comes of it is a list of tables or an [IOException].
    @Test
    void shouldSurviveDamagedLines() {
        int refused = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            final var random = new SplittableRandom(seed);
            final List<List<String>> damaged = new ArrayList<>(TABLE.lines());
            final int at = random.nextInt(damaged.size());
            switch (random.nextInt(4)) {
                case 0 -> damaged.remove(at);
                case 1 -> damaged.set(at, damaged.get(random.nextInt(damaged.size())));
                case 2 -> damaged.set(at, List.of(damaged.get(at).getFirst()));
                default -> damaged.set(at, List.of(damaged.get(at).getFirst(), "x", "y", "z"));
            }
            try {
                assertThat(StackTable.read(damaged)).hasSizeLessThan(3);
            } catch (IOException refusal) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 4_500);
        assertThatThrownBy(() -> StackTable.read(List.of(List.of("table"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("its answer is broken: ");
    }

    private static StackTable table() {
        final TableDraft draft = new TableDraft("numbers", "name", "count#");
        draft.row("one", 1);
        draft.row("less than none", -5L);
        draft.row("unknown", null);
        draft.omit(3);
        draft.omit(4);
        return draft.table();
    }
}
