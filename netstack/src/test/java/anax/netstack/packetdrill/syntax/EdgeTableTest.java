package anax.netstack.packetdrill.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every kind of segment has scripts in every state of RFC 9293, section 3.10.7, or a reason why not; whatever is
/// called an edge in a script's name stands in the table.
class EdgeTableTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill");
    private static final List<String> STATES = List.of(
            "closed",
            "listen",
            "syn-sent",
            "syn-received-passive",
            "syn-received-active",
            "established",
            "fin-wait-1",
            "fin-wait-2",
            "close-wait",
            "closing",
            "last-ack",
            "time-wait");
    private static final List<String> KINDS = List.of("rst", "syn", "ack", "empty", "octet", "fin", "urgent", "no-ack");

    /// A line of the table.
    private record Row(String state, String kind, List<String> scripts, String reason) {}

    private static List<Row> table() throws IOException {
        final List<Row> rows = new ArrayList<>();
        for (final String line : Files.readAllLines(FOLDER.resolve("edges.tsv"))) {
            if (!line.startsWith("#")) {
                final String[] parts = line.split("\t", -1);
                assertThat(parts).as(line).hasSize(4);
                rows.add(new Row(
                        parts[0], parts[1], parts[2].equals("-") ? List.of() : List.of(parts[2].split(" ")), parts[3]));
            }
        }
        return rows;
    }

    @Test
    void shouldHoldEachKindInEachStateOnce() throws IOException {
        final List<String> expected = new ArrayList<>();
        STATES.forEach(state -> KINDS.forEach(kind -> expected.add(state + " " + kind)));
        assertThat(table()).extracting(row -> row.state() + " " + row.kind()).containsExactlyElementsOf(expected);
    }

    @Test
    void shouldNameScriptsThatAreThereOrAReason() throws IOException {
        assertThat(table()).allSatisfy(row -> {
            assertThat(row.scripts().isEmpty()).isNotEqualTo(row.reason().isEmpty());
            assertThat(row.scripts())
                    .allSatisfy(script ->
                            assertThat(FOLDER.resolve(script + ".pkt")).isRegularFile());
        });
    }

    @Test
    void shouldNameEachScriptAboutEdges() throws IOException {
        final Set<String> named = new HashSet<>();
        table().forEach(row -> named.addAll(row.scripts()));
        final List<String> scripts = EveryScriptTest.scripts().stream()
                .map(file -> FOLDER.relativize(file).toString().replaceAll("\\.pkt$", ""))
                .filter(script -> script.endsWith("-at-the-edges"))
                .toList();
        assertThat(scripts).isNotEmpty().allSatisfy(script -> assertThat(named).contains(script));
    }
}
