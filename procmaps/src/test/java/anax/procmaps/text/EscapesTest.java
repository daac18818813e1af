package anax.procmaps.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain | plain | plain",
                "a\\012b | a<newline>b | a<newline>b",
                "a\\040b\\075c | a\\040b\\075c | a b=c",
                "a\\134b | a\\134b | a\\b",
                "cut\\01 | cut\\01 | cut\\01",
                "\\08 | \\08 | \\08",
                "\\777 | \\777 | \\777",
                "\\ | \\ | \\"
            })
    void shouldUndoWhatTheFileEscapes(String name, String inMaps, String inNumaMaps) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(text(Escapes.newlinesOf(octets))).isEqualTo(inMaps.replace("<newline>", "\n"));
        assertThat(text(Escapes.allOf(octets))).isEqualTo(inNumaMaps.replace("<newline>", "\n"));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
