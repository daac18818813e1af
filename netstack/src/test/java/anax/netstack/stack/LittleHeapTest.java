package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever comes over a network, the heap suffices: a JVM ends at once if it does not.
@Timeout(300)
class LittleHeapTest {
    private static final Pattern SAID = Pattern.compile("kept (\\d+), bound (\\d+), refused true, then 10\\R");

    @Test
    void shouldLiveWithLittleHeapWhenFlooded() throws Exception {
        final List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Danax.floodFrames=5000"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(line::add);
        line.addAll(List.of("-ea", "-cp", System.getProperty("java.class.path"), LittleHeap.class.getName()));
        final Process process =
                new ProcessBuilder(line).redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        final Matcher matcher = SAID.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        System.out.print(matcher.group());
        assertThat(matcher.group(1)).as("as many as may be are kept").isEqualTo(matcher.group(2));
    }
}
