package anax.bench.messages.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnswerTest {
    private final Letter letter = new Letter();

    @Test
    void shouldAcceptALetterThatItsTargetAnswered() {
        letter.ask(7);
        letter.answer();
        assertThatCode(() -> letter.check(7)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseALetterThatNobodyAnswered() {
        letter.ask(0);
        assertThatThrownBy(() -> letter.check(0))
                .hasMessage("message 0 came back with answer 0 instead of 1: its target did not write it");
    }

    @Test
    void shouldRefuseAnAnswerThatIsLeftFromAnEarlierTrip() {
        letter.ask(7);
        letter.answer();
        letter.ask(8);
        assertThatThrownBy(() -> letter.check(8)).hasMessageContaining("its target did not write it");
    }

    @Test
    void shouldRefuseALetterThatWasNotDue() {
        letter.ask(9);
        letter.answer();
        assertThatThrownBy(() -> letter.check(8))
                .hasMessage("message 9 came back when 8 was due: one was lost, came twice, or overtook another");
    }

    @Test
    void shouldRefuseALetterOfAStreamThatWasNotDue() {
        LetterStream letters = new LetterStream();
        letters.begin();
        letters.next();
        Letter second = letters.next();
        assertThatThrownBy(() -> letters.arrived(second))
                .hasMessage("message 1 came when 0 was due: one was lost, came twice, or overtook another");
    }

    @Test
    void shouldEndAStreamWhenItsLastLetterHasCome() {
        LetterStream letters = new LetterStream();
        for (int slice = 0; slice < 2; slice++) {
            letters.begin();
            Letter only = letters.next();
            assertThat(letters.isOver()).isFalse();
            letters.end();
            assertThat(letters.isOver()).isFalse();
            letters.arrived(only);
            assertThat(letters.isOver()).isTrue();
        }
    }

    @Test
    void shouldCountLettersOutAndHome() {
        Letters letters = new Letters();
        Letter first = letters.first(0);
        Letter second = letters.first(1);
        first.answer();
        letters.bringHome(first);
        assertThatThrownBy(() -> letters.bringHome(first)).hasMessageContaining("came back when 1 was due");
        second.answer();
        assertThatThrownBy(() -> letters.turnRound(second)).hasMessageContaining("came back when 2 was due");
    }
}
