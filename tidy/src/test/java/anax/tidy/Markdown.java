package anax.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a Markdown page shows in code fences, and under which heading.
record Markdown(String text) {
    /// One fenced block: the nearest heading above it, the language after the fence ("" if none), and its lines.
    record Block(String heading, String language, String code) {}

    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    List<Block> blocks() {
        List<Block> found = new ArrayList<>();
        String heading = "";
        String language = null;
        StringBuilder code = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                if (language == null) {
                    language = line.substring(3).strip();
                    code.setLength(0);
                } else {
                    found.add(new Block(heading, language, code.toString()));
                    language = null;
                }
            } else if (language != null) {
                code.append(line).append('\n');
            } else if (HEADING.matcher(line).matches()) {
                heading = HEADING.matcher(line).replaceFirst("$1").strip();
            }
        }
        return found;
    }

    /// The blocks under a heading in one language.
    List<String> blocks(String heading, String language) {
        return blocks().stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals(language))
                .map(Block::code)
                .toList();
    }

    /// Every line in a fence that starts Maven to test something.
    List<String> testCommands() {
        return blocks().stream()
                .flatMap(block -> block.code().lines())
                .filter(line -> line.matches("mvn .*\\b(?:test|verify|install)\\b.*"))
                .toList();
    }
}
