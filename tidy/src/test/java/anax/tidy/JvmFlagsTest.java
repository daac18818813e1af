package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every place that has to say JVM flags says those of `jvm.flags`. [JarsIT] and [LauncherTest] look at two more.
class JvmFlagsTest {
    private static final JvmFlags FLAGS = JvmFlags.ofRepository();

    @Test
    void shouldReadAnArgumentFile() {
        assertThat(JvmFlags.parse("# why\n--add-exports a/b=ALL-UNNAMED\n\n--enable-native-access=ALL-UNNAMED\n")
                        .all())
                .containsExactly("--add-exports=a/b=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void shouldRunTestsWithThem() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .containsAll(FLAGS.all())
                .contains("-ea", "--sun-misc-unsafe-memory-access=deny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "bench"})
    void shouldCompileAgainstTheSameInternalPackages(String module) {
        List<String> exported = argumentsAfter("<arg>--add-exports</arg>", Repository.read(module + "/pom.xml"));
        assertThat(exported)
                .isNotEmpty()
                .isSubsetOf(FLAGS.valuesOf("--add-exports").toList());
    }

    @Test
    void shouldShowUsersNoFlagThatIsNotOurs() {
        String pom = Repository.read("tidy/src/it/use-runtime/pom.xml");
        assertThat(argumentsAfter("<argument>--add-exports</argument>", pom))
                .containsExactlyElementsOf(FLAGS.valuesOf("--add-exports").toList());
        assertThat(pom).contains("<argument>--enable-native-access=ALL-UNNAMED</argument>");
        assertThat(FLAGS.all()).contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void shouldTestProcmapsWithoutAnyFlag() {
        assertThat(Repository.read("procmaps/pom.xml"))
                .contains("<argLine>-ea</argLine>")
                .doesNotContain("${argLine}", "jvmFlags", "add-");
    }

    /// The content of the element that follows each occurrence of the first.
    private static List<String> argumentsAfter(String element, String pom) {
        Matcher matcher = Pattern.compile(Pattern.quote(element) + "\\s*<arg(?:ument)?>([^<]+)<")
                .matcher(pom);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
