package anax.procmaps.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.read.ReadOutcome.Empty;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The line of `stat`, whose second field may hold anything.
class ProcessStateTest {
    /// A shell as Linux 6.18 shows it.
    private static final String BEHIND_THE_NAME = """
             S 3729 3729 2286 0 -1 4194304 101 0 0 0 0 0 0 0 20 0 3 0 66439 3133440 372 18446744073709551615 \
            93907345596416 93907345616297 140733090724816 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 93907345632304 \
            93907345633920 93908180471808 140733090732565 140733090732585 140733090732585 140733090734059 0
            """;

    @Test
    void shouldReadTheFieldsByTheirNumbers() throws IOException {
        var state = parse("3735 (sh)" + BEHIND_THE_NAME);

        assertThat(state.code()).isEqualTo('S');
        assertThat(state.flags()).isEqualTo(4_194_304);
        assertThat(state.threads()).isEqualTo(3);
        assertThat(state.identity())
                .isEqualTo(new ProcessIdentity(
                        3735,
                        66_439,
                        93_907_345_596_416L,
                        93_907_345_616_297L,
                        140_733_090_724_816L,
                        Optional.empty()));
        assertThat(state.emptiness()).isEmpty();
    }

    @Test
    void shouldReadAddressesAsUnsigned() throws IOException {
        var state = parse("3735 (sh)" + BEHIND_THE_NAME.replace("140733090724816", "18446744073709551615"));

        assertThat(state.identity().startStack()).isEqualTo(-1);
    }

    /// A program chooses its name, even one that looks like the rest of the line.
    @Test
    void shouldEndTheNameAtTheLastParenthesis() throws IOException {
        assertThat(parse("3735 (a) Z 1 (b\n)" + BEHIND_THE_NAME)).isEqualTo(parse("3735 (sh)" + BEHIND_THE_NAME));
    }

    @Property
    void readsTheSameWhateverTheName(@ForAll @StringLength(max = 64) String name) throws IOException {
        assertThat(parse("3735 (" + name + ")" + BEHIND_THE_NAME)).isEqualTo(parse("3735 (sh)" + BEHIND_THE_NAME));
    }

    @Test
    void shouldTellAKernelThreadFirst() throws IOException {
        var state = parse("2 (kthreadd)" + BEHIND_THE_NAME.replace(" S ", " Z ").replace("4194304", "2129988"));

        assertThat(state.emptiness()).contains(Empty.Reason.KERNEL_THREAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3735", "3735 (sh)", "3735 (sh) S 1 2", "3735 (sh) S x x x x x x x x x x x x x"})
    void shouldSayWhatItReadWhenItIsNoSuchLine(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IOException.class)
                .hasMessage("/proc/3735/stat is not as proc(5) describes it: \"" + line + "\"");
    }

    private static ProcessState parse(String line) throws IOException {
        return ProcessState.parse(3735, line.getBytes(ISO_8859_1), Optional.empty());
    }
}
