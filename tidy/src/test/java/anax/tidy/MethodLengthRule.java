package anax.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A method fits a screen. The ones that do not are listed with their length, which may only shrink.
///
/// Lines are counted from the first annotation or modifier to the closing brace.
final class MethodLengthRule implements Rule {
    static final int SCREEN = 60;

    private final Map<String, Integer> tolerated;

    /// `tolerated` holds the lines of each method that is longer than a screen, by `path Class.method`.
    MethodLengthRule(Map<String, Integer> tolerated) {
        this.tolerated = Map.copyOf(tolerated);
    }

    /// Reads a list of `path Class.method lines`, one a line; lines that begin with `#` are remarks.
    static Map<String, Integer> readList(String text) {
        Map<String, Integer> list = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            list.put(line.substring(0, end).strip(), Integer.valueOf(line.substring(end + 1)));
        });
        return list;
    }

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        Map<String, Integer> unseen = new HashMap<>(tolerated);
        for (Parsed parsed : Parsed.all(sources)) {
            parsed.unit().accept(new Measure(parsed, found, unseen), null);
        }
        unseen.forEach((method, lines) -> found.add(new Violation(
                method, 1, "listed with " + lines + " lines, but no longer over " + SCREEN, "take it off the list")));
        return found;
    }

    private final class Measure extends TreeScanner<Void, Void> {
        private final Parsed parsed;
        private final List<Violation> found;
        private final Map<String, Integer> unseen;
        private final Deque<String> types = new ArrayDeque<>();

        Measure(Parsed parsed, List<Violation> found, Map<String, Integer> unseen) {
            this.parsed = parsed;
            this.found = found;
            this.unseen = unseen;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            types.addLast(type.getSimpleName().toString());
            super.visitClass(type, null);
            types.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            int lines = parsed.lastLine(method) - parsed.firstLine(method) + 1;
            if (lines > SCREEN) {
                judge(method, lines);
            }
            return super.visitMethod(method, null);
        }

        private void judge(MethodTree method, int lines) {
            String key = parsed.source().path() + " " + String.join(".", types) + "." + method.getName();
            unseen.remove(key);
            int allowed = tolerated.getOrDefault(key, SCREEN);
            if (lines > allowed) {
                report(
                        method,
                        key + " has " + lines + " lines, allowed are " + allowed,
                        "cut it where its subject cuts");
            } else if (lines < allowed) {
                report(method, key + " is listed with " + allowed + " lines and has " + lines, "list the new length");
            }
        }

        private void report(MethodTree method, String what, String instead) {
            found.add(new Violation(parsed.source().path(), parsed.firstLine(method), what, instead));
        }
    }
}
