package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The repository keeps its own laws of form. [RulesFireTest] shows that each of them can fail.
class TidyTest {
    private static final String LONG_METHODS = "tidy/src/test/resources/anax/tidy/long-methods.txt";
    private static final List<Source> SOURCES = Repository.sources();

    @Test
    void shouldSeeTheSourcesOfEveryModule() {
        assertThat(List.of("runtime", "netstack", "procmaps", "bench"))
                .allSatisfy(module -> assertThat(SOURCES).anyMatch(source -> source.isMainOf(module)));
    }

    @Test
    void shouldNameTheOwnerInTheHeadOfEachClass() {
        holds(new OwnerRule());
    }

    @Test
    void shouldStateTheLawOfEachPackage() {
        holds(new PackagePageRule());
    }

    @Test
    void shouldLeaveNothingForLater() {
        holds(new LaterMarkRule());
    }

    @Test
    void shouldKeepNoCodeInComments() {
        holds(new DeadCodeRule());
    }

    @Test
    void shouldInjectTimeRandomnessAndWaiting() {
        holds(new BannedCallRule());
    }

    @Test
    void shouldKeepLinesShortAndImportsNamed() {
        holds(new LineRule());
    }

    @Test
    void shouldIndentDocumentationLikeWhatItDocuments() {
        holds(new DocIndentRule());
    }

    @Test
    void shouldKeepMutantsThatApplyAndNameTheirTests() {
        assertThat(SOURCES).anyMatch(MutantRule::isMutant);
        holds(new MutantRule());
    }

    @Test
    void shouldFitEachMethodOnAScreen() {
        holds(new MethodLengthRule(MethodLengthRule.readList(Repository.read(LONG_METHODS))));
    }

    private static void holds(Rule rule) {
        assertThat(rule.violations(SOURCES)).isEmpty();
    }
}
