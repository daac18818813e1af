package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What is done with the lines of a command behind its `|`: `grep` with a pattern, and `wc -l`. Anything else is
/// unsupported by its name. No shell and no program is run.
///
/// Owner: one command.
final class Pipeline {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final String FLAGS = "qcvEwi";

    private final CommandLine command;
    private final List<List<String>> stages = new ArrayList<>();
    private boolean matched;

    /// @param stages those behind the first command
    Pipeline(CommandLine command, List<String> stages) {
        this.command = command;
        stages.forEach(stage -> this.stages.add(words(stage)));
    }

    /// A command's words, without the quotes around some.
    static List<String> words(String text) {
        final List<String> words = new ArrayList<>();
        final Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            final int group = matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3;
            words.add(matcher.group(group));
        }
        return words;
    }

    /// True if its end says yes or no, as `grep` does.
    boolean asserts() {
        return !stages.isEmpty() && stages.getLast().getFirst().equals("grep");
    }

    /// What that `grep` has said.
    boolean matched() {
        return matched;
    }

    /// What is left of lines at its end.
    List<String> run(List<String> lines) {
        List<String> left = lines;
        for (final List<String> stage : stages) {
            left = switch (stage.getFirst()) {
                case "grep" -> grep(stage, left);
                case "wc" -> count(stage, left);
                default -> throw unsupported(stage.getFirst());
            };
        }
        return left;
    }

    private List<String> count(List<String> stage, List<String> lines) {
        if (!stage.equals(List.of("wc", "-l"))) {
            throw unsupported(String.join(" ", stage));
        }
        return List.of(String.valueOf(lines.size()));
    }

    private List<String> grep(List<String> stage, List<String> lines) {
        final StringBuilder flags = new StringBuilder();
        String pattern = null;
        for (final String word : stage.subList(1, stage.size())) {
            if (pattern == null && word.startsWith("-")) {
                flags.append(word, 1, word.length());
            } else if (pattern == null) {
                pattern = word;
            } else {
                throw unsupported(word);
            }
        }
        if (pattern == null || !flags.chars().allMatch(flag -> FLAGS.indexOf(flag) >= 0)) {
            throw unsupported(String.join(" ", stage));
        }
        final Pattern wanted = compiled(pattern, flags);
        final boolean not = flags.indexOf("v") >= 0;
        final List<String> found = lines.stream()
                .filter(line -> wanted.matcher(line).find() != not)
                .toList();
        matched = !found.isEmpty();
        return flags.indexOf("c") >= 0 ? List.of(String.valueOf(found.size())) : found;
    }

    private Pattern compiled(String pattern, StringBuilder flags) {
        try {
            final String whole = flags.indexOf("w") >= 0 ? "\\b(?:" + pattern + ")\\b" : pattern;
            return Pattern.compile(whole, flags.indexOf("i") >= 0 ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException wrong) {
            throw unsupported("pattern " + pattern);
        }
    }

    private UnsupportedException unsupported(String what) {
        return new UnsupportedException(command.at(), what + " in `" + command.text() + "`");
    }
}
