package anax.runtime;

import static anax.runtime.MessageState.CROSSING;
import static anax.runtime.MessageState.HOME;
import static anax.runtime.MessageState.PROCESSED;
import static anax.runtime.MessageState.QUEUED;
import static anax.runtime.MessageState.REPLIED;
import static anax.runtime.MessageState.REPLYING;
import static anax.runtime.MessageState.SENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The steps that a message may take; each other one is an error where it happens.
class MessageStateTest {
    private static final Map<MessageState, Set<MessageState>> ALLOWED = Map.of(
            HOME, EnumSet.of(SENDING),
            SENDING, EnumSet.of(CROSSING, QUEUED, PROCESSED, REPLYING, REPLIED, HOME),
            CROSSING, EnumSet.of(CROSSING, QUEUED, PROCESSED, HOME),
            QUEUED, EnumSet.of(PROCESSED, HOME),
            PROCESSED, EnumSet.of(SENDING, REPLYING, REPLIED, HOME),
            REPLYING, EnumSet.of(REPLYING, REPLIED, HOME, PROCESSED),
            REPLIED, EnumSet.of(HOME));

    @ParameterizedTest
    @EnumSource
    void shouldAllowStepsOfTheTableOnly(MessageState from) {
        for (MessageState to : MessageState.values()) {
            if (ALLOWED.get(from).contains(to)) {
                assertThat(from.step(to)).isSameAs(to);
            } else {
                assertThatThrownBy(() -> from.step(to))
                        .isInstanceOf(AssertionError.class)
                        .hasMessage("a message that " + from.words() + " was treated as one that " + to.words());
            }
        }
    }
}
