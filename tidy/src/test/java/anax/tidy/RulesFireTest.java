package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule of [TidyTest] finds what it is for, and lets pass what only looks like it.
class RulesFireTest {
    private static final String IN_RUNTIME = "runtime/src/main/java/anax/runtime/Sample.java";

    @Test
    void shouldFindClassWithoutOwner() {
        assertThat(violations(new OwnerRule(), "/// A ring.\nfinal class Sample {}"))
                .hasSize(1)
                .first()
                .satisfies(violation -> assertThat(violation.line()).isEqualTo(2));
        assertThat(violations(new OwnerRule(), "final class Sample {}")).hasSize(1);
        assertThat(violations(new OwnerRule(), "// Owner: a CPU, but not in the documentation.\nclass Sample {}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/// A ring.\n///\n/// Owner: one CPU.\nfinal class Sample {}",
                "/** A ring. Owner: one CPU. */ final class Sample {}",
                "/// A pair.\nrecord Sample(int a, int b) {}",
                "/// A kind.\nenum Sample { A }",
                "/// A thing.\ninterface Sample {}",
                "/// A failure.\nclass SampleException extends RuntimeException {}"
            })
    void shouldAcceptClassWithOwnerAndTypesWithoutState(String good) {
        assertThat(violations(new OwnerRule(), good)).isEmpty();
    }

    @Test
    void shouldAskForOwnersOnlyWhereObjectsAreOwned() {
        var elsewhere = new Source("bench/src/main/java/anax/bench/Sample.java", "class Sample {}");
        assertThat(new OwnerRule().violations(List.of(elsewhere))).isEmpty();
    }

    @Test
    void shouldFindPackageWithoutPageOrLaw() {
        var sample = new Source(IN_RUNTIME, "class Sample {}");
        var lawless = page("/// The runtime.\npackage anax.runtime;");
        var lawful = page("/// The runtime.\n///\n/// **Law.** One owner.\npackage anax.runtime;");
        assertThat(new PackagePageRule().violations(List.of(sample))).hasSize(1);
        assertThat(new PackagePageRule().violations(List.of(sample, lawless))).hasSize(1);
        assertThat(new PackagePageRule().violations(List.of(sample, lawful))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"// TODO write it", "/// FIXME: wrong", "/* XXX */", "int a; // a HACK for now"})
    void shouldFindMarkForLater(String bad) {
        assertThat(violations(new LaterMarkRule(), bad)).hasSize(1);
    }

    @Test
    void shouldFindMarkForLaterOutsideOfJava() {
        assertThat(new LaterMarkRule().violations(List.of(new Source("pom.xml", "<!--\n TODO -->"))))
                .hasSize(1);
    }

    @Test
    void shouldAcceptMarkInStringAndInsideOfWord() {
        assertThat(violations(new LaterMarkRule(), "String a = \"TODO\"; // mktemp wants XXXXXX"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"// run();", "int a; // if (a > 0) {", "/*\n run();\n*/", "// }"})
    void shouldFindCodeInComment(String bad) {
        assertThat(violations(new DeadCodeRule(), bad)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// It runs.",
                "/// Like so: `run();`\n/// run();",
                "String a = \"// run();\";",
                "/** {@code a;} */"
            })
    void shouldAcceptSentenceAndDocumentation(String good) {
        assertThat(violations(new DeadCodeRule(), good)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long a = System.nanoTime();",
                "LongSupplier a = System::currentTimeMillis;",
                "var a = Instant.now();",
                "var a = LocalDateTime.now(zone);",
                "Thread.sleep(1);",
                "TimeUnit.SECONDS.sleep(1);",
                "synchronized (this) {}",
                "var a = new Random();",
                "var a = Math.random();",
                "var a = ThreadLocalRandom.current().nextInt();",
                "import static java.lang.System.nanoTime;"
            })
    void shouldFindBannedCall(String bad) {
        assertThat(violations(new BannedCallRule(), bad)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var a = new Random(seed);",
                "// System.nanoTime() is what the clock reads.",
                "String a = \"System.nanoTime()\";",
                "String a = \"\"\"\n  synchronized \\\"\"\" Math.random()\n  \"\"\";",
                "long a = clock.nowNs();",
                "char a = '\"'; // synchronized \""
            })
    void shouldAcceptInjectedTimeAndRandomness(String good) {
        assertThat(violations(new BannedCallRule(), good)).isEmpty();
    }

    @Test
    void shouldLetTheRealClockReadTheTime() {
        var clock = new Source("runtime/src/main/java/anax/runtime/clock/SystemClock.java", "System.nanoTime();");
        assertThat(new BannedCallRule().violations(List.of(clock))).isEmpty();
    }

    @Test
    void shouldLetLockedRivalsLockAndNobodyElseInTheBench() {
        String locking = "synchronized (this) {}";
        var rival = new Source("bench/src/main/java/anax/bench/messages/locked/Rival.java", locking);
        var other = new Source("bench/src/main/java/anax/bench/messages/Other.java", locking);
        assertThat(new BannedCallRule().violations(List.of(rival, other)))
                .extracting(Violation::path)
                .containsExactly(other.path());
    }

    @Test
    void shouldFindLongLineTabAndStarImport() {
        assertThat(violations(new LineRule(), "a".repeat(121))).hasSize(1);
        assertThat(violations(new LineRule(), "a".repeat(120))).isEmpty();
        assertThat(violations(new LineRule(), "\tint a;")).hasSize(1);
        assertThat(violations(new LineRule(), "import java.util.*;")).hasSize(1);
        assertThat(violations(new LineRule(), "import static java.util.List.*;"))
                .hasSize(1);
        assertThat(violations(new LineRule(), "import java.util.List;")).isEmpty();
    }

    @Test
    void shouldFindTableRowThatTheFormatterBroke() {
        assertThat(violations(new LineRule(), "/// | a | b\n/// c |")).hasSize(1);
        assertThat(violations(new LineRule(), "    /// | a | b |\n    /// |---|---|"))
                .isEmpty();
    }

    @Test
    void shouldFindDocumentationAtAnotherDepth() {
        assertThat(violations(new DocIndentRule(), "  /// a\n    int a;")).hasSize(1);
        assertThat(violations(new DocIndentRule(), "    /// a\n  /// b\n    int a;"))
                .hasSize(2);
        assertThat(violations(new DocIndentRule(), "    /// a\n    /// b\n    int a; /// c"))
                .isEmpty();
    }

    @Test
    void shouldFindMutantThatDoesNotApplyOrNamesNoTest() {
        String files = "--- a/" + IN_RUNTIME + "\n+++ b/" + IN_RUNTIME + "\n";
        String change = files + "@@ -1,2 +1,2 @@\n ring {\n-    a();\n+    b();\n";
        String head = "A ring is not emptied.\nKilled-by: SampleTest+SampleTest#shouldBe\n\n";
        assertThat(mutants(head + change)).isEmpty();
        assertThat(mutants(head + change.replace("a()", "c()"))).hasSize(1);
        assertThat(mutants(head + change.replace("Sample.java", "Other.java"))).hasSize(1);
        assertThat(mutants(head.replace("#shouldBe", "#shouldNotBe") + change)).hasSize(1);
        assertThat(mutants(head.replace("SampleTest+", "OtherTest+") + change)).hasSize(1);
        assertThat(mutants(head.replace("emptied.", "emptied") + change)).hasSize(1);
        assertThat(mutants(head.replace("Killed-by", "By") + change)).hasSize(1);
    }

    private static List<Violation> mutants(String patch) {
        return new MutantRule()
                .violations(List.of(
                        new Source(IN_RUNTIME, "class Sample\nring {\n    a();\n}"),
                        new Source("runtime/src/test/java/anax/runtime/SampleTest.java", "void shouldBe() {}"),
                        new Source("runtime/mutants/ring-is-full.patch", patch)));
    }

    @Test
    void shouldFindMethodThatOutgrowsTheScreen() {
        assertThat(violations(new MethodLengthRule(Map.of()), methodOf(60))).isEmpty();
        assertThat(violations(new MethodLengthRule(Map.of()), methodOf(61))).hasSize(1);
    }

    @Test
    void shouldLetListedMethodOnlyShrink() {
        var listed = new MethodLengthRule(MethodLengthRule.readList("# remark\n" + IN_RUNTIME + " Sample.run 70\n"));
        assertThat(violations(listed, methodOf(70))).isEmpty();
        assertThat(violations(listed, methodOf(71)).toString()).contains("allowed are 70");
        assertThat(violations(listed, methodOf(69)).toString()).contains("list the new length");
        assertThat(violations(listed, methodOf(60)).toString()).contains("take it off the list");
    }

    @Test
    void shouldRefuseToJudgeWhatIsNotJava() {
        assertThatThrownBy(() -> violations(new OwnerRule(), "class {"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not Java");
    }

    private static List<Violation> violations(Rule rule, String text) {
        return rule.violations(List.of(new Source(IN_RUNTIME, text)));
    }

    private static Source page(String text) {
        return new Source("runtime/src/main/java/anax/runtime/package-info.java", text);
    }

    /// A class whose method `run` has this many lines, its first and last included.
    private static String methodOf(int lines) {
        Stream<String> body = Stream.generate(() -> "        work();").limit(lines - 2L);
        return "class Sample {\n    void run() {\n" + String.join("\n", body.toList()) + "\n    }\n}\n";
    }
}
