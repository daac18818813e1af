package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequiredFlagsTest {

    @Test
    void shouldNameEachMissingFlagReadyToBeCopied() {
        assertThatThrownBy(() -> RequiredFlags.check(false, false, "ALL-UNNAMED"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the JVM was started without a flag that Anax needs; start it with: java"
                        + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED --enable-native-access=ALL-UNNAMED");
        assertThatThrownBy(() -> RequiredFlags.check(true, false, "anax.runtime"))
                .hasMessageEndingWith("java --enable-native-access=anax.runtime");
        assertThatCode(() -> RequiredFlags.check(true, true, "ALL-UNNAMED")).doesNotThrowAnyException();
    }

    /// A real JVM without flags: the sentence must come instead of an IllegalAccessError out of a class of ours.
    @Test
    void shouldSayOneSentenceWhenJvmHasNoFlags() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BootsWithoutFlags.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().filter(line -> !line.startsWith("SLF4J")))
                .containsExactly("the JVM was started without a flag that Anax needs; start it with: java"
                        + " --add-exports java.base/jdk.internal.vm=ALL-UNNAMED --enable-native-access=ALL-UNNAMED");
    }

    /// What the JVM without flags runs.
    static final class BootsWithoutFlags {
        public static void main(String[] args) {
            try {
                Machine.boot(MachineConfig.ofCpus(1)).close();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
