package anax.netstack.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page of rules says what is so. `-Danax.conformance=write` writes it anew.
class ConformanceTest {
    private static final Path PAGE = Path.of("CONFORMANCE.md");
    private static final boolean WRITE = "write".equals(System.getProperty("anax.conformance"));

    @Test
    void shouldSayOfEachRuleWhatProvesIt() throws IOException {
        final Conformance conformance = Conformance.of(Path.of("src/test/packetdrill"));
        assertThat(conformance.gaps()).isEmpty();
        if (WRITE) {
            Files.writeString(PAGE, conformance.page());
        }
        assertThat(Files.readString(PAGE))
                .as("CONFORMANCE.md; run this test with -Danax.conformance=write")
                .isEqualTo(conformance.page());
    }
}
