package anax.netstack.packetdrill.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page that says of each rule of RFC 9293's appendix B which scripts prove it and what came of them.
final class Conformance {
    private static final int COLUMNS = 6;
    private static final String APPENDIX = "https://www.rfc-editor.org/rfc/rfc9293#appendix-B";
    private static final String SOURCE = "https://www.rfc-editor.org/rfc/rfc9293#section-";

    private final Path folder;
    private final List<Rule> rules;
    private final Map<String, Result> results;

    /// A rule, as the list of them has it.
    private record Rule(String id, String level, String section, String text, List<String> scripts, String reason) {}

    private Conformance(Path folder, List<Rule> rules, Map<String, Result> results) {
        this.folder = folder;
        this.rules = rules;
        this.results = results;
    }

    /// Runs all scripts of a folder, and reads the rules that stand beside them.
    static Conformance of(Path folder) throws IOException {
        final List<ScriptFile> scripts = ScriptFile.in(List.of(folder));
        final Map<String, Result> results = scripts.parallelStream()
                .map(script -> ScriptRunner.run(name(folder, script), text(script), RunOptions.standard()))
                .collect(Collectors.toMap(Result::script, Function.identity()));
        final List<Rule> rules = Files.readAllLines(folder.resolve("rules.tsv")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Conformance::rule)
                .toList();
        return new Conformance(folder, rules, new TreeMap<>(results));
    }

    private static String name(Path folder, ScriptFile script) {
        final String path = folder.relativize(script.path()).toString();
        return path.substring(0, path.length() - ScriptFile.ENDING.length());
    }

    private static String text(ScriptFile script) {
        try {
            return Files.readString(script.path());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Rule rule(String line) {
        final String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("a rule has " + columns.length + " columns; give it 6: " + line);
        }
        final List<String> scripts = columns[4].equals("-") ? List.of() : Arrays.asList(columns[4].split(" "));
        return new Rule(columns[0], columns[1], columns[2], columns[3], scripts, columns[5]);
    }

    /// Scripts that rules name and that do not exist, and rules that have neither script nor reason.
    List<String> gaps() {
        final List<String> gaps = new ArrayList<>();
        for (final Rule rule : rules) {
            rule.scripts().stream()
                    .filter(script -> !results.containsKey(script))
                    .forEach(script -> gaps.add(rule.id() + " names " + script + ", which is not in " + folder));
            if (rule.scripts().isEmpty() && rule.reason().isBlank()) {
                gaps.add(rule.id() + " has no script; say why");
            }
        }
        return gaps;
    }

    /// The page.
    String page() {
        final long proved =
                rules.stream().filter(rule -> !rule.scripts().isEmpty()).count();
        final long passed = results.values().stream().filter(Result::passed).count();
        final StringBuilder page = new StringBuilder();
        page.append("# What TCP keeps of RFC 9293\n\n");
        page.append("Generated from `src/test/packetdrill/rules.tsv` and the results of the scripts;"
                + " a test holds it to both.\n");
        page.append("Of the %d rules of [RFC 9293, appendix B](%s), %d have scripts; of the others\n"
                .formatted(rules.size(), APPENDIX, proved));
        page.append("it says why there is none. Of %d scripts, run strictly under the profile `rfc`, %d pass.\n\n"
                .formatted(results.size(), passed));
        page.append("| scripts of | how many | pass |\n|---|--:|--:|\n");
        folders()
                .forEach((name, of) -> page.append("| %s | %d | %d |\n"
                        .formatted(
                                name.startsWith("rfc") ? "RFC " + name.replaceAll("\\D", "") : "the language itself",
                                of.size(),
                                of.stream().filter(Result::passed).count())));
        page.append("\n| rule | | section | what it asks | scripts, and what came of them |\n|---|---|---|---|---|\n");
        rules.forEach(rule -> page.append(row(rule)));
        return page.toString();
    }

    private Map<String, List<Result>> folders() {
        return results.values().stream()
                .collect(Collectors.groupingBy(
                        result -> result.script().substring(0, result.script().indexOf('/')),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private String row(Rule rule) {
        final String scripts = rule.scripts().stream()
                .map(script -> "[%s](src/test/packetdrill/%s.pkt): %s".formatted(script, script, outcome(script)))
                .collect(Collectors.joining("<br>"));
        final String reason = rule.reason().isBlank() ? "" : (scripts.isEmpty() ? "none: " : "<br>") + rule.reason();
        return "| %s | %s | [%s](%s%s) | %s | %s%s |\n"
                .formatted(
                        rule.id(), rule.level(), rule.section(), SOURCE, rule.section(), rule.text(), scripts, reason);
    }

    private String outcome(String script) {
        final Result result = results.get(script);
        if (result == null) {
            return "is not there";
        }
        return result.passed() ? "passes" : "**fails**";
    }
}
