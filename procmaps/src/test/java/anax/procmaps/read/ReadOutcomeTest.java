package anax.procmaps.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.read.ReadOutcome.Denied;
import anax.procmaps.read.ReadOutcome.Empty;
import anax.procmaps.read.ReadOutcome.Gone;
import anax.procmaps.read.ReadOutcome.Ok;
import anax.procmaps.read.ReadOutcome.TooLarge;
import anax.procmaps.read.ReadOutcome.Torn;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What each outcome says to a person, and whether it sends him to try again.
class ReadOutcomeTest {
    private static final ProcessIdentity SHELL = new ProcessIdentity(42, 1, 2, 3, 4, Optional.empty());

    @Test
    void shouldSayWhatHappenedAndWhatToDo() {
        assertThat(ok("a\nb\n").explain()).isEqualTo("process 42: 4 bytes in 2 lines");
        assertThat(new Empty(2, Empty.Reason.KERNEL_THREAD).explain())
                .isEqualTo("process 2 is a kernel thread and has no memory of its own");
        assertThat(new Empty(42, Empty.Reason.ZOMBIE).explain())
                .isEqualTo("process 42 has ended and waits for its parent to collect it");
        assertThat(new Empty(42, Empty.Reason.MAIN_THREAD_ENDED).explain())
                .isEqualTo("the main thread of process 42 has ended; read one of the others, listed in /proc/42/task");
        assertThat(new Gone(42).explain())
                .isEqualTo("there is no process 42, or not any more, or /proc hides it from this user");
        assertThat(new Denied(42).explain())
                .isEqualTo("the memory of process 42 is not open to this user; ask as its owner or as root");
        assertThat(new Torn(42, Torn.Change.EXEC).explain())
                .isEqualTo("process 42 executed a program during the read; read it again");
        assertThat(new Torn(42, Torn.Change.PID_REUSED).explain())
                .isEqualTo("the number 42 went to another process during the read");
        assertThat(new Torn(42, Torn.Change.UNSTABLE).explain())
                .isEqualTo("the memory of process 42 changed between any two reads; allow more, or take a single one");
        assertThat(new TooLarge(42, 100).explain())
                .isEqualTo("the text of process 42 is longer than the bound of 100 bytes; raise the bound");
    }

    @Test
    void shouldSendAPersonToTryAgainOnlyWhereThatMayHelp() {
        assertThat(new Torn(42, Torn.Change.EXEC).retryMayHelp()).isTrue();
        assertThat(ok("").retryMayHelp()).isFalse();
        assertThat(new Empty(42, Empty.Reason.ZOMBIE).retryMayHelp()).isFalse();
        assertThat(new Gone(42).retryMayHelp()).isFalse();
        assertThat(new Denied(42).retryMayHelp()).isFalse();
        assertThat(new TooLarge(42, 100).retryMayHelp()).isFalse();
    }

    @Test
    void shouldCountLines() {
        assertThat(ok("").lines()).isZero();
        assertThat(ok("a").lines()).isEqualTo(1);
        assertThat(ok("a\n").lines()).isEqualTo(1);
        assertThat(ok("a\n\nb").lines()).isEqualTo(3);
    }

    @Test
    void shouldBeEqualByOctetsAndProcess() {
        var other = new ProcessIdentity(42, 1, 2, 3, 5, Optional.empty());

        assertThat(ok("a\n")).isEqualTo(ok("a\n")).hasSameHashCodeAs(ok("a\n"));
        assertThat(ok("a\n")).isNotEqualTo(ok("b\n"));
        assertThat(ok("a\n")).isNotEqualTo(new Ok("a\n".getBytes(ISO_8859_1), other));
        assertThat(ok("a\n")).hasToString("Ok[process 42: 2 bytes in 1 lines, " + SHELL + "]");
    }

    private static Ok ok(String text) {
        return new Ok(text.getBytes(ISO_8859_1), SHELL);
    }
}
