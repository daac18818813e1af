package anax.tidy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Samples of code that the build itself would refuse, compiled when a test asks.
final class Compiled {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");
    private static final List<String> OPTIONS =
            List.of("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED", "-proc:none", "-nowarn");

    private Compiled() {}

    /// The classes of the sources, one top-level type in each, written to the folder.
    static JavaClasses classes(Path folder, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(new InMemory(source));
        }
        try (var fileManager = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
            if (!compiler.getTask(null, fileManager, problems, options, null, files)
                    .call()) {
                throw new IllegalArgumentException(problems.getDiagnostics().stream()
                        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                        .toList()
                        .toString());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the compiler could not close its files", e);
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String source;

        InMemory(String source) {
            super(
                    URI.create("source:///" + find(PACKAGE, source).replace('.', '/') + "/" + find(TYPE, source)
                            + ".java"),
                    Kind.SOURCE);
            this.source = source;
        }

        private static String find(Pattern pattern, String source) {
            Matcher matcher = pattern.matcher(source);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no " + pattern + " in the sample " + source);
            }
            return matcher.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
