package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Channels: each item comes out once, those of a thread in its order, and never more lie there than allowed.
class ChannelTest {
    private static final int ITEMS = 12;

    @Test
    void shouldBringEachItemOnceInTheOrderOfItsSender() {
        SeededRun.forEachSeed(run -> {
            int capacity = 1 + run.random.nextInt(3);
            int home = run.anyCpu();
            Channel<int[]> channel = new Channel<>(run.machine.machine().cpu(home), capacity);
            int senders = 4;
            List<Task> sending = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int from = i;
                sending.add(run.thread("sender", () -> {
                    for (int item = 0; item < ITEMS; item++) {
                        assertThat(channel.send(new int[] {from, item})).isTrue();
                        run.pause();
                    }
                }));
            }
            run.thread("closer", () -> {
                sending.forEach(Task::join);
                run.log.add("sent");
                channel.close();
            });
            int[] next = new int[senders];
            run.thread(home, "receiver", () -> {
                while (true) {
                    int[] item = channel.receive();
                    if (item == null) {
                        // Who has sent before the close may have its parcels on the way still, from another CPU.
                        assertThat(run.log).contains("sent");
                        break;
                    }
                    assertThat(item[1]).isEqualTo(next[item[0]]++);
                    assertThat(channel.size()).isLessThanOrEqualTo(capacity * SeededRun.CPUS);
                    run.pause();
                }
            });
            run.runToEnd();
            run.thread(home, "last", () -> {
                for (int[] item = channel.receive(); item != null; item = channel.receive()) {
                    assertThat(item[1]).isEqualTo(next[item[0]]++);
                }
                assertThat(channel.send(new int[2])).isFalse();
            });
            run.runToEnd();
            assertThat(next).containsOnly(ITEMS);
        });
    }

    /// From anywhere to anywhere; who receives gets each item once.
    @Test
    void shouldServeReceiversOnAnyCpu() {
        SeededRun.forEachSeed(run -> {
            Channel<Integer> channel = new Channel<>(run.machine.machine().cpu(run.anyCpu()), 2);
            List<Integer> got = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int from = i * ITEMS;
                run.thread("sender", () -> {
                    for (int item = from; item < from + ITEMS; item++) {
                        channel.send(item);
                    }
                });
                run.thread("receiver", () -> {
                    for (int item = 0; item < ITEMS; item++) {
                        got.add(channel.receive());
                        run.pause();
                    }
                });
            }
            run.runToEnd();
            assertThat(got)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 3 * ITEMS).boxed().toList());
        });
    }

    /// Who sends to a full channel waits, wherever it is; when the channel closes it is told.
    @Test
    void shouldHoldSendersAtTheBoundAndRefuseThemWhenClosed() {
        SeededRun.forEachSeed(run -> {
            int home = run.anyCpu();
            int capacity = 3;
            Channel<Integer> channel = new Channel<>(run.machine.machine().cpu(home), capacity);
            int[] sent = new int[SeededRun.CPUS];
            for (int i = 0; i < SeededRun.CPUS; i++) {
                int cpu = i;
                run.thread(cpu, "sender", () -> {
                    while (channel.send(cpu)) {
                        sent[cpu]++;
                    }
                });
            }
            run.machine.runToRest();
            assertThat(sent).containsOnly(capacity);
            run.thread(home, "receiver", channel::receive);
            run.machine.runToRest();
            assertThat(IntStream.of(sent).sum()).isEqualTo(capacity * SeededRun.CPUS + 1);
            run.thread("closer", channel::close);
            run.thread("closer", channel::close);
            run.runToEnd();
            run.thread(home, "last", () -> {
                for (int left = capacity * SeededRun.CPUS; left > 0; left--) {
                    assertThat(channel.receive()).isNotNull();
                }
                assertThat(channel.receive()).isNull();
            });
            run.runToEnd();
        });
    }

    /// Though each of them has filled what it may, none is received from alone.
    @Test
    void shouldReceiveFromEachCpuInTurn() {
        SeededRun.forEachSeed(run -> {
            int home = run.anyCpu();
            Channel<Integer> channel = new Channel<>(run.machine.machine().cpu(home), 64);
            for (int i = 0; i < SeededRun.CPUS; i++) {
                int cpu = i;
                run.thread(cpu, "sender", () -> {
                    for (int item = 0; item < 64; item++) {
                        channel.send(cpu);
                    }
                });
            }
            run.runToEnd();
            int[] got = new int[SeededRun.CPUS];
            run.thread(home, "receiver", () -> {
                for (int i = 0; i < 4 * 32; i++) {
                    got[channel.receive()]++;
                }
                assertThat(got).containsOnly(32);
            });
            run.runToEnd();
        });
    }

    /// A receiver that takes one item, and no more before it sees that another one could be sent.
    @Test
    void shouldTellSenderOfOtherCpuThatThereIsALittleRoom() {
        SeededRun.forEachSeed(run -> {
            Channel<Integer> channel = new Channel<>(run.machine.machine().cpu(0), 8);
            int[] sent = {0};
            run.thread(1, "sender", () -> {
                while (channel.send(sent[0])) {
                    sent[0]++;
                }
            });
            run.machine.runToRest();
            assertThat(sent[0]).isEqualTo(8);
            run.thread(0, "receiver", channel::receive);
            run.machine.runToRest();
            assertThat(sent[0]).isEqualTo(9);
            run.thread(2, "closer", channel::close);
            run.runToEnd();
        });
    }

    /// Whoever is cancelled has sent or not, and received or not: nothing is lost, nothing comes twice.
    @Test
    void shouldLoseNothingWhenThreadsAreCancelled() {
        int[] told = new int[2];
        SeededRun.forEachSeed(run -> {
            Channel<Integer> channel = new Channel<>(run.machine.machine().cpu(run.anyCpu()), 1);
            List<Integer> sent = new ArrayList<>();
            List<Integer> got = new ArrayList<>();
            List<Task> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int from = i * ITEMS;
                threads.add(run.thread("sender", () -> {
                    try {
                        for (int item = from; item < from + ITEMS; item++) {
                            if (channel.send(item)) {
                                sent.add(item);
                            }
                        }
                    } catch (CancelledException end) {
                        told[0]++;
                    }
                }));
                threads.add(run.thread("receiver", () -> {
                    try {
                        for (int item = 0; item < ITEMS; item++) {
                            got.add(channel.receive());
                        }
                    } catch (CancelledException end) {
                        told[1]++;
                    }
                }));
            }
            run.thread("canceller", () -> {
                run.pause();
                threads.get(0).cancel();
                run.pause();
                threads.get(3).cancel();
            });
            run.machine.runToRest();
            run.thread("last", () -> {
                channel.close(); // whoever waits still, because the other side has fewer, goes on
            });
            run.machine.runToRest();
            run.thread(channel.home().id(), "rest", () -> {
                for (Integer item = channel.receive(); item != null; item = channel.receive()) {
                    got.add(item);
                }
            });
            run.runToEnd();
            got.removeIf(Objects::isNull); // of receivers that were told that it is closed
            assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
        });
        assertThat(told).as("senders and receivers that were told").doesNotContain(0);
    }

    @Test
    void shouldRefuseMisuse() {
        SeededRun.forEachSeed(run -> run.machine.call(0, "user", () -> {
            assertThatThrownBy(() -> new Channel<>(0)).hasMessage("capacity 0 was given to a channel; use 1 to 65536");
            assertThatThrownBy(() -> new Channel<String>(1).send(null)).hasMessageContaining("null was sent");
            return null;
        }));
    }
}
