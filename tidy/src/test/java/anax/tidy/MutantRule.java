package anax.tidy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Each mutant says in a sentence what it breaks, names tests that are there, and changes lines that are there.
final class MutantRule implements Rule {
    private static final Pattern MUTANT = Pattern.compile("([a-z]+)/mutants/[a-z0-9-]+[.]patch");
    private static final String TESTS = "Killed-by: ";
    private static final String CHANGED_FILE = "+++ b/";
    private static final String HUNK = "@@ ";
    private static final int FIRST_OF_CHANGE = 3;

    static boolean isMutant(Source source) {
        return MUTANT.matcher(source.path()).matches();
    }

    @Override
    public List<Violation> violations(List<Source> sources) {
        Map<String, Source> byPath = new HashMap<>();
        sources.forEach(source -> byPath.put(source.path(), source));
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (isMutant(source)) {
                checkHead(source, byPath, found);
                checkChange(source, byPath, found);
            }
        }
        return found;
    }

    private static void checkHead(Source mutant, Map<String, Source> byPath, List<Violation> found) {
        List<String> lines = mutant.text().lines().toList();
        if (lines.size() <= FIRST_OF_CHANGE || !lines.getFirst().endsWith(".")) {
            found.add(new Violation(mutant.path(), 1, "no sentence", "say first what is broken"));
            return;
        }
        if (!lines.get(1).startsWith(TESTS)) {
            found.add(new Violation(mutant.path(), 2, "no tests", "write " + TESTS + "FooTest"));
            return;
        }
        String tests = mutant.path().substring(0, mutant.path().indexOf('/')) + "/src/test/java/";
        for (String test : lines.get(1).substring(TESTS.length()).split("[+]", -1)) {
            String file = "/" + test.replaceFirst("#.*", "") + ".java";
            String method = test.contains("#") ? test.substring(test.indexOf('#') + 1) : "";
            if (byPath.values().stream()
                    .noneMatch(source -> source.path().startsWith(tests)
                            && source.path().endsWith(file)
                            && source.text().contains(method))) {
                found.add(new Violation(mutant.path(), 2, "there is no test " + test, "name one that kills it"));
            }
        }
    }

    private static void checkChange(Source mutant, Map<String, Source> byPath, List<Violation> found) {
        List<String> patch = mutant.text().lines().toList();
        List<String> file = List.of();
        List<String> before = new ArrayList<>();
        int hunkAt = 0;
        for (int i = 0; i <= patch.size(); i++) {
            String line = i < patch.size() ? patch.get(i) : HUNK;
            if (line.startsWith(HUNK) || line.startsWith("--- a/")) {
                if (hunkAt > 0 && Collections.indexOfSubList(file, before) < 0) {
                    found.add(new Violation(mutant.path(), hunkAt, "it no longer applies", "make it anew"));
                }
                hunkAt = line.startsWith(HUNK) && i < patch.size() ? i + 1 : 0;
                before.clear();
            } else if (line.startsWith(CHANGED_FILE)) {
                Source changed = byPath.get(line.substring(CHANGED_FILE.length()));
                file = changed == null ? List.of() : changed.text().lines().toList();
            } else if (hunkAt > 0 && !line.startsWith("+")) {
                before.add(line.isEmpty() ? line : line.substring(1));
            }
        }
    }
}
