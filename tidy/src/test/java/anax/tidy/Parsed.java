package anax.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A Java source as the syntax tree of the compiler that builds it, so that no syntax of ours is unknown.
record Parsed(Source source, CompilationUnitTree unit, DocTrees trees) {

    /// The syntax trees of the Java files among the sources, in their order.
    static List<Parsed> all(List<Source> sources) {
        List<Source> java = sources.stream().filter(Source::isJava).toList();
        if (java.isEmpty()) {
            return List.of();
        }
        var problems = new DiagnosticCollector<JavaFileObject>();
        List<JavaFileObject> files = new ArrayList<>();
        java.forEach(source -> files.add(new InMemory(source)));
        try {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, problems, List.of("-proc:none"), null, files);
            List<Parsed> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(new Parsed(java.get(parsed.size()), unit, DocTrees.instance(task)));
            }
            if (!problems.getDiagnostics().isEmpty()) {
                throw new IllegalArgumentException(
                        "not Java: " + problems.getDiagnostics().getFirst().getMessage(Locale.ROOT));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int firstLine(Tree tree) {
        return line(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    int lastLine(Tree tree) {
        return line(trees.getSourcePositions().getEndPosition(unit, tree));
    }

    /// The documentation comment of a type, a member or, for the unit itself, the package; "" if there is none.
    String documentation(TreePath path) {
        String comment = trees.getDocComment(path);
        return comment == null ? "" : comment;
    }

    private int line(long position) {
        return (int) unit.getLineMap().getLineNumber(position);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final Source source;

        InMemory(Source source) {
            super(URI.create("source:///" + source.path()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }
    }
}
