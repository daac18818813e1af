package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    /// Whose threads they are; it never runs.
    private static final Cpu CPU =
            new SimulatedMachine(MachineConfig.ofCpus(1), 1).machine().cpu(0);

    private final RunQueue queue = new RunQueue();

    @Test
    void shouldPutHigherPriorityFirst() {
        Lwkt low = thread(3);
        Lwkt high = thread(31);
        queue.enqueue(low);
        queue.enqueue(high);

        assertThat(queue.head()).isSameAs(high);
        queue.remove(high);
        assertThat(queue.head()).isSameAs(low);
    }

    @Test
    void shouldKeepOrderAmongEqualsWhenOneIsRotated() {
        Lwkt first = thread(12);
        Lwkt second = thread(12);
        Lwkt third = thread(12);
        queue.enqueue(first);
        queue.enqueue(second);
        queue.enqueue(third);

        queue.rotate(first);

        assertThat(drain()).containsExactly(second, third, first);
    }

    @Test
    void shouldIgnoreSecondEnqueueAndRemoveOfUnqueued() {
        Lwkt one = thread(12);
        queue.enqueue(one);
        queue.enqueue(one);
        queue.remove(one);
        queue.remove(one);

        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.head()).isNull();
    }

    @Test
    void shouldSeeEqualsOfSamePriorityOnly() {
        Lwkt running = thread(12);
        queue.enqueue(running);
        queue.enqueue(thread(11));
        queue.enqueue(thread(13));
        assertThat(queue.hasEqual(running)).isFalse();

        queue.enqueue(thread(12));
        assertThat(queue.hasEqual(running)).isTrue();
    }

    /// Against a list that is sorted afresh at each look: steps 0 to 19 put that thread in or take it out, 20 to
    /// 39 rotate.
    @Property
    void shouldBehaveLikeStableSortedList(@ForAll @Size(max = 300) List<@IntRange(max = 39) Integer> steps) {
        List<Lwkt> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(thread(1 + i % 5 * 7));
        }
        List<Lwkt> model = new ArrayList<>();
        for (int step : steps) {
            Lwkt thread = threads.get(step % 20);
            if (step >= 20) {
                queue.rotate(thread);
                if (model.remove(thread)) {
                    model.add(thread);
                }
            } else if (model.remove(thread)) {
                queue.remove(thread);
            } else {
                model.add(thread);
                queue.enqueue(thread);
            }
            Lwkt expected = model.stream()
                    .min(Comparator.comparingInt(t -> -t.priority()))
                    .orElse(null);
            assertThat(queue.head()).isSameAs(expected);
        }
        model.sort(Comparator.comparingInt(t -> -t.priority()));
        assertThat(drain()).containsExactlyElementsOf(model);
    }

    private List<Lwkt> drain() {
        List<Lwkt> order = new ArrayList<>();
        for (Lwkt head = queue.head(); head != null; head = queue.head()) {
            order.add(head);
            queue.remove(head);
        }
        return order;
    }

    private static Lwkt thread(int priority) {
        return new Lwkt(CPU, "p" + priority, priority, () -> {});
    }
}
