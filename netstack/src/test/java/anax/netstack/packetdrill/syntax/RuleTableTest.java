package anax.netstack.packetdrill.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of RFC 9293's rules says of each rule which scripts prove it, and the scripts say the same.
class RuleTableTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill");
    private static final Pattern NUMBER = Pattern.compile("\\b(?:MUST|SHLD|MAY|REC)-\\d+\\b");
    private static final Set<String> LEVELS = Set.of("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY");
    private static final String NONE = "-";

    /// The numbers of the appendix: how many there are of each kind.
    private static final Map<String, Integer> KINDS = Map.of("MUST", 69, "SHLD", 31, "MAY", 18, "REC", 1);

    /// A line of the table.
    private record Rule(String id, String level, String section, String text, List<String> scripts, String reason) {}

    private static List<Rule> table() throws IOException {
        final List<Rule> rules = new ArrayList<>();
        for (final String line : Files.readAllLines(FOLDER.resolve("rules.tsv"))) {
            if (!line.startsWith("#")) {
                final String[] parts = line.split("\t", -1);
                assertThat(parts).as(line).hasSize(6);
                final List<String> scripts = parts[4].equals(NONE) ? List.of() : List.of(parts[4].split(" "));
                rules.add(new Rule(parts[0], parts[1], parts[2], parts[3], scripts, parts[5]));
            }
        }
        return rules;
    }

    @Test
    void shouldHoldEachRuleOnce() throws IOException {
        final Set<String> expected = new HashSet<>();
        KINDS.forEach((kind, most) -> {
            for (int i = 1; i <= most; i++) {
                expected.add(kind + "-" + i);
            }
        });
        assertThat(table()).extracting(Rule::id).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldSayOfEachRuleWhatItIsAndHowItIsProved() throws IOException {
        assertThat(table()).allSatisfy(rule -> {
            assertThat(rule.level()).isIn(LEVELS);
            assertThat(rule.section()).matches("3(\\.\\d+)+");
            assertThat(rule.text()).endsWith(".");
            assertThat(rule.scripts().isEmpty() && rule.reason().isEmpty()).isFalse();
        });
    }

    @Test
    void shouldNameOnlyScriptsThatAreThere() throws IOException {
        assertThat(table())
                .flatExtracting(Rule::scripts)
                .allSatisfy(
                        script -> assertThat(FOLDER.resolve(script + ".pkt")).isRegularFile());
    }

    @Test
    void shouldNameEachScriptThatNamesTheRule() throws IOException {
        final Map<String, List<String>> scripts = new HashMap<>();
        table().forEach(rule -> scripts.put(rule.id(), rule.scripts()));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (final Path file :
                    files.filter(path -> path.toString().endsWith(".pkt")).toList()) {
                final String name = FOLDER.relativize(file).toString().replaceAll("\\.pkt$", "");
                for (final String id : numbersIn(file)) {
                    assertThat(scripts.get(id)).as("scripts of " + id).contains(name);
                }
            }
        }
    }

    private static List<String> numbersIn(Path script) throws IOException {
        final String head = String.join(
                "\n",
                Files.readAllLines(script).stream()
                        .takeWhile(line -> line.startsWith("//"))
                        .toList());
        return NUMBER.matcher(head).results().map(MatchResult::group).toList();
    }
}
