package anax.procmaps.show;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Category;
import anax.procmaps.classify.Rule;
import anax.procmaps.diff.Change;
import anax.procmaps.maps.Flaw;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.space.Gap;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Both languages have a word for everything.
class WordsTest {
    private final Words english = Words.of(Locale.ENGLISH);
    private final Words spanish = Words.of(Locale.forLanguageTag("es-MX"));

    @Test
    void shouldHaveTheSameKeysInBothLanguages() {
        assertThat(spanish.bundle().getLocale()).isEqualTo(Locale.forLanguageTag("es"));
        assertThat(spanish.bundle().keySet()).isEqualTo(english.bundle().keySet());
        assertThat(spanish.get("total")).isEqualTo("Total");
        assertThat(spanish.get("diff.none")).isEqualTo("nada cambi\u00f3");
        assertThat(Words.of(Locale.GERMAN).get("diff.none")).isEqualTo("nothing changed");
    }

    @Test
    void shouldHaveTheWindowsWordsInBothLanguages() {
        Words window = Words.ofWindow(Locale.ENGLISH);
        Words ventana = Words.ofWindow(Locale.forLanguageTag("es-MX"));
        assertThat(ventana.bundle().getLocale()).isEqualTo(Locale.forLanguageTag("es"));
        assertThat(ventana.bundle().keySet()).isEqualTo(window.bundle().keySet());
        assertThat(window.bundle().keySet())
                .doesNotContainAnyElementsOf(english.bundle().keySet());
        assertThat(ventana.get("window.submit")).isEqualTo("Env\u00edo");
        assertThat(ventana.get("diff.none")).isEqualTo("nada cambi\u00f3");
    }

    @Test
    void shouldHaveAWordForEachConstant() {
        for (Words words : new Words[] {english, spanish}) {
            for (Category category : Category.values()) {
                assertThat(words.use(category)).isNotBlank();
            }
            for (Rule rule : Rule.values()) {
                assertThat(words.get("why." + rule)).isNotBlank();
            }
            for (Gap.Kind kind : Gap.Kind.values()) {
                assertThat(words.use(kind)).isNotBlank();
            }
            for (Change.Kind kind : Change.Kind.values()) {
                assertThat(words.change(kind)).isNotBlank();
            }
            for (Flaw.Kind kind : Flaw.Kind.values()) {
                assertThat(words.get("flaw." + kind, "FILE", "7", "TEXT")).startsWith("FILE");
            }
            for (ReadOutcome.Empty.Reason reason : ReadOutcome.Empty.Reason.values()) {
                assertThat(words.get("empty." + reason, "7")).contains("7");
            }
            for (ReadOutcome.Torn.Change change : ReadOutcome.Torn.Change.values()) {
                assertThat(words.get("error.torn." + change, "7")).contains("7");
            }
        }
        for (Rule rule : Rule.values()) {
            assertThat(english.get("why." + rule)).isEqualTo(rule.why());
        }
    }
}
