package anax.procmaps.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import anax.procmaps.Detail;
import anax.procmaps.Target;
import anax.procmaps.maps.Child;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Memories;
import anax.procmaps.window.model.ProcessEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the box's words mean, and why something cannot be shown.
class LookerTest {
    private static final long SELF = ProcessHandle.current().pid();

    private final Looker looker =
            new Looker(Words.ofWindow(Locale.ENGLISH), InstantSource.fixed(Instant.ofEpochMilli(5_000)));

    @TempDir
    private Path temp;

    private static Child sleeper() throws IOException {
        return Child.start(List.of("sh", "-c", "echo ready; read line"));
    }

    @Test
    void shouldTakeNumbersFilesAndNamesOfOneProcess() throws Exception {
        Path file = Files.writeString(temp.resolve("saved file"), Memories.USUAL);
        assertThat(looker.find(" " + SELF + " ")).isEqualTo(new Looker.One(new Target.Live(SELF)));
        assertThat(looker.find("self")).isEqualTo(new Looker.One(new Target.Live(SELF)));
        assertThat(looker.find(file.toString())).isEqualTo(new Looker.One(new Target.Saved(file)));
    }

    @Test
    void shouldNameAllProcessesWhenANameIsNotEnough() throws Exception {
        try (Child one = sleeper();
                Child other = sleeper()) {
            assertThat(looker.find("sh"))
                    .asInstanceOf(type(Looker.Several.class))
                    .satisfies(several -> {
                        assertThat(several.pids()).contains(one.pid(), other.pid());
                        assertThat(several.sentence())
                                .isEqualTo(several.pids().size()
                                        + " processes are called \"sh\"; take one out of the list");
                    });
            assertThat(looker.processes()).extracting(ProcessEntry::pid).contains(one.pid(), other.pid(), SELF);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-"})
    void shouldSayWhatIsAllowedWhenNothingWasGiven(String text) {
        assertThat(looker.find(text))
                .isEqualTo(new Looker.Nothing("Invalid values: a number, a name, or a saved file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such process", "-5", "12x", "99999999999", "a\0b", "/"})
    void shouldSayThatNothingIsCalledSo(String text) {
        assertThat(looker.find(text))
                .asInstanceOf(type(Looker.Nothing.class))
                .extracting(Looker.Nothing::sentence)
                .asString()
                .startsWith("Invalid values: \"")
                .endsWith("\" is no process, no file and no name of a process");
    }

    @Test
    void shouldSeeALiveProcessWithItsPages() {
        assertThat(looker.look(new Target.Live(SELF), Set.of(Detail.PAGES)))
                .asInstanceOf(type(Looker.Seen.class))
                .satisfies(seen -> {
                    assertThat(seen.snapshot().pid()).contains(SELF);
                    assertThat(seen.snapshot().memory().pages()).isPresent();
                    assertThat(seen.snapshot().millis()).isEqualTo(5_000);
                    assertThat(seen.warning()).isEmpty();
                });
    }

    @Test
    void shouldSayWhyWhenAProcessCannotBeSeen() throws Exception {
        Child gone = sleeper();
        gone.close();
        assertThat(looker.look(new Target.Live(gone.pid()), Set.of()))
                .isEqualTo(new Looker.Failed(
                        "there is no process " + gone.pid() + ", or not any more, or /proc hides it from this user"));
        assertThat(looker.look(new Target.Live(0), Set.of()))
                .isEqualTo(
                        new Looker.Failed("there is no process 0, or not any more, or /proc hides it from this user"));
    }

    @Test
    void shouldTellTheFirstFlawWhenAFileHasSome() throws Exception {
        Path file = Files.writeString(temp.resolve("flawed"), Memories.USUAL + "garbage\nmore\n");
        assertThat(looker.look(new Target.Saved(file), Set.of()))
                .asInstanceOf(type(Looker.Seen.class))
                .extracting(Looker.Seen::warning)
                .isEqualTo(file + ", line 11, is no region: \"garbage\"; " + file + " has 1 more flaws");
    }

    @Test
    void shouldSayWhyWhenAFileHoldsNoMap() throws Exception {
        Path garbage = Files.writeString(temp.resolve("garbage"), "nothing\n");
        assertThat(looker.look(new Target.Saved(garbage), Set.of()))
                .isEqualTo(new Looker.Failed(garbage + " holds no map of memory; give a saved maps or smaps"));
        Path missing = temp.resolve("missing");
        assertThat(looker.look(new Target.Saved(missing), Set.of()))
                .isEqualTo(new Looker.Failed("there is no file " + missing));
    }
}
