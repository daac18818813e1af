package anax.procmaps.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    /// The edges of each unit, where a size that is rounded first belongs to the next.
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "4096, 4 KiB",
        "1028096, 1004 KiB",
        "1048063, 1023 KiB",
        "1048064, 1.0 MiB",
        "1048576, 1.0 MiB",
        "1073737728, 1.0 GiB",
        "1073689395, 1023.9 MiB",
        "1073689396, 1.0 GiB",
        "1099511627775, 1.0 TiB",
        "972758114304, 906.0 GiB",
        "140737488351232, 128.0 TiB",
        "1152921504606846975, 1.0 EiB",
        "-1, 16.0 EiB",
        "-9223372036854775808, 8.0 EiB"
    })
    void shouldChooseTheUnitAfterRounding(long bytes, String text) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }
}
