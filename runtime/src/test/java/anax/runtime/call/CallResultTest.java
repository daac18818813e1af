package anax.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Message;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What calls are answered with, and how their ports are built.
class CallResultTest {

    @Test
    void shouldGiveEachNamedResultItsOwnNumberAtTheLowestEnd() throws Exception {
        List<Integer> results = new ArrayList<>();
        for (Class<?> owner : List.of(Message.class, CallPort.class)) {
            for (Field field : owner.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (field.getType() == int.class && Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers)) {
                    results.add(field.getInt(null));
                }
            }
        }
        assertThat(results).hasSizeGreaterThanOrEqualTo(7).doesNotHaveDuplicates();
        assertThat(results).allMatch(result -> result < Integer.MIN_VALUE + 16);
    }

    @Test
    void shouldRefuseConfigurationOutOfRange() {
        CallPortConfig config = CallPortConfig.named("calls");
        assertThat(config.withThreads(0).withQueueBound(2)).isEqualTo(new CallPortConfig("calls", 0, 2));
        assertThatThrownBy(() -> config.withThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-1 threads were given to call port calls; use 0 to 1024");
        assertThatThrownBy(() -> config.withThreads(1025)).hasMessageContaining("use 0 to 1024");
        assertThatThrownBy(() -> config.withQueueBound(100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queue bound 100 was given to call port calls; use a power of two from 2 to 65536");
        assertThatThrownBy(() -> config.withQueueBound(1)).hasMessageContaining("from 2 to 65536");
    }
}
