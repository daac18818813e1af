package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.clock.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a program tells of itself by its inspector besides threads.
@Timeout(60)
class InspectionTopicTest {
    private static final List<List<String>> WEATHER = List.of(
            List.of("sky", "blue", ""), List.of("wind\tand\nrain\r", "\\t"), List.of(""), List.of("ünïcode", "x"));

    private final InspectionClient client = new InspectionClient(SystemClock.INSTANCE, PinnedSystem.LONG);
    private final PinnedSystem system = new PinnedSystem(1);

    @TempDir
    private Path temp;

    private Inspector inspector;

    @BeforeEach
    void open() throws IOException {
        inspector = Inspector.open(
                system.machine,
                List.of(new Weather()),
                new InspectionFolder(temp.resolve("anax")),
                SystemClock.INSTANCE,
                PinnedSystem.LONG);
    }

    @AfterEach
    void close() {
        inspector.close();
        system.close();
    }

    @Test
    void shouldGiveTheLinesThatTheTopicAnswers() throws IOException {
        assertThat(ask("weather", "today")).contains(WEATHER);
        assertThat(client.ask(inspector.socket(), false).cpus()).hasSize(1);
    }

    @Test
    void shouldGiveNothingWhenTheProgramHasNoSuchTopic() throws IOException {
        assertThat(ask("tides", "today")).isEmpty();
    }

    @Test
    void shouldPassOnWhyThereIsNoAnswer() {
        assertThatThrownBy(() -> ask("weather", "tomorrow"))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody knows\ttomorrow");
    }

    @Test
    void shouldServeTheNextClientWhenATopicFails() throws IOException {
        assertThatThrownBy(() -> ask("weather", "storm"))
                .isInstanceOf(IOException.class)
                .hasMessage("the topic weather failed to answer: java.lang.IllegalStateException: lightning");
        assertThat(ask("weather", "today")).contains(WEATHER);
    }

    @Test
    void shouldRefuseAnAnswerThatIsTooLong() throws IOException {
        assertThatThrownBy(() -> ask("weather", "century"))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer about weather is too long to be sent");
        assertThat(ask("weather", "today")).contains(WEATHER);
    }

    @Test
    void shouldRefuseARequestWithoutDetail() {
        assertThatThrownBy(() -> ask("weather", ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody knows");
        assertThatThrownBy(() -> ask("weather", "to day"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was sent that is none");
    }

    @Test
    void shouldRefuseAnAnswerThatWasCutOffOrIsAboutSomethingElse() throws IOException {
        final String whole = TopicAnswer.written("weather", WEATHER);
        assertThat(TopicAnswer.read(whole, "weather")).contains(WEATHER);
        assertThatThrownBy(() -> TopicAnswer.read(whole, "tides")).hasMessage("its answer is not about tides");
        for (int length = 0; length < whole.length() - 1; length++) {
            final String part = whole.substring(0, length);
            assertThatThrownBy(() -> TopicAnswer.read(part, "weather")).isInstanceOf(IOException.class);
        }
    }

    /// Whatever comes of it is an answer or an [IOException].
    @Test
    void shouldSurviveDamagedAnswers() throws IOException {
        final String whole = TopicAnswer.written("weather", WEATHER);
        int refused = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            final var random = new SplittableRandom(seed);
            final StringBuilder damaged = new StringBuilder(whole);
            damaged.setCharAt(random.nextInt(damaged.length()), "\t\n\\x0-".charAt(random.nextInt(6)));
            try {
                TopicAnswer.read(damaged.toString(), "weather");
            } catch (IOException refusal) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 4_999);
    }

    private Optional<List<List<String>>> ask(String topic, String detail) throws IOException {
        return client.ask(inspector.socket(), topic, detail);
    }

    /// A topic with every kind of answer.
    private static final class Weather implements InspectionTopic {
        @Override
        public String name() {
            return "weather";
        }

        @Override
        public List<List<String>> answer(String detail) throws IOException {
            return switch (detail) {
                case "today" -> WEATHER;
                case "century" -> Collections.nCopies(1 << 17, List.of("x".repeat(64)));
                case "storm" -> throw new IllegalStateException("lightning");
                default -> throw new IOException("nobody knows\t" + detail);
            };
        }
    }
}
