package anax.netstack.packetdrill.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every script of ours is read whole, and is the same when it is written out and read again.
@Tag("computes")
class EveryScriptTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".pkt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldBeTheSameWhenItIsWrittenAndReadAgain(Path file) throws IOException {
        final String name = FOLDER.relativize(file).toString();
        final Script script = Script.parse(name, Files.readString(file), Map.of());
        final Script again = Script.parse(name, Notation.of(script), Map.of());
        assertThat(withoutPlaces(again)).isEqualTo(withoutPlaces(script));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldSayFirstWhichRuleOrConstructItProves(Path file) throws IOException {
        assertThat(Files.readString(file)).matches(Pattern.compile("// (RFC \\d|Language, ).*", Pattern.DOTALL));
    }

    @Test
    void shouldTellScriptsApartThatDifferInOneNumber() {
        assertThat(withoutPlaces(Script.parse("a.pkt", "0 > . 1:1(0) ack 1 win 5", Map.of())))
                .isNotEqualTo(withoutPlaces(Script.parse("a.pkt", "0 > . 1:1(0) ack 1 win 6", Map.of())));
    }

    /// A script as if all of it stood in one line, since what is written out has no comments and no blank lines.
    private static Script withoutPlaces(Script script) {
        final Position at = new Position(script.file(), 1);
        return new Script(
                script.file(),
                script.options().stream()
                        .map(option -> new ScriptOption(at, option.name(), option.value()))
                        .toList(),
                script.init().map(command -> new CommandLine(at, command.text())),
                script.events().stream()
                        .map(event -> new Event(at, event.time(), withoutPlace(event.action(), at)))
                        .toList(),
                script.cleanup().map(command -> new CommandLine(at, command.text())));
    }

    private static Action withoutPlace(Action action, Position at) {
        return action instanceof CommandLine command ? new CommandLine(at, command.text()) : action;
    }
}
