package anax.netstack.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.stack.TwoHosts;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.SystemClock;
import anax.runtime.inspect.InspectionClient;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.Inspector;
import anax.runtime.inspect.MachineSnapshot;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/// What a fuzzer made up, sent over the socket by which a program is looked at, led by what either end does with it:
/// whatever is asked gets a whole answer, and whatever is answered makes a snapshot, tables or an [IOException]. It
/// runs in a fork of its own (see the build file).
///
/// The first octet says who is talked to: the inspector of a machine with a stack; or who asked for a snapshot; or
/// who asked for a table.
class ControlSocketCoverageFuzzTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BEGINNING = "anax-inspect 1\n";
    private static final String END = "end\n";

    private static Path folder;
    private static Machine machine;
    private static NetworkStack stack;
    private static Inspector inspector;
    private static ServerSocketChannel pretender;
    private static Path pretended;

    @BeforeAll
    static void open() throws IOException {
        folder = Files.createTempDirectory("control");
        machine = Machine.boot(MachineConfig.ofCpus(1));
        stack = NetworkStack.boot(machine, StackConfig.standard(1));
        inspector = Inspector.open(
                machine,
                List.of(new StackTopic(stack, List.of())),
                new InspectionFolder(folder.resolve("anax")),
                SystemClock.INSTANCE,
                PATIENCE);
        pretended = folder.resolve("pretender.sock");
        pretender = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(pretended));
    }

    @AfterAll
    static void close() throws IOException {
        pretender.close();
        inspector.close();
        machine.close();
        TwoHosts.assertBalanced(stack, 0);
        Files.delete(pretended);
        Files.delete(folder.resolve("anax"));
        Files.delete(folder);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "0anax-inspect 1 snapshot\n",
                        "0anax-inspect 1 snapshot stacks\n",
                        "0anax-inspect 1 topic net stat\n",
                        "0anax-inspect 1 topic net route\nmore",
                        "0anax-inspect 1 topic net neigh\n",
                        "0anax-inspect 1 topic net ss\n",
                        "0anax-inspect 1 topic net weather\n",
                        "0anax-inspect 1 topic weather today\n",
                        "0anax-inspect 1 topic net\n",
                        "0anax-inspect 2 snapshot\n",
                        lines(
                                "1anax-inspect 1",
                                "machine\tm\t7",
                                "cpu\t0\t-1\ttrue\tfalse\truns",
                                "counter\tc\t1",
                                "held\ta\tb\tc\t1",
                                "thread\tRUNNING\t1\t0\t0\tw\tn",
                                "sections\ts",
                                "at\ta\tb\t\t3",
                                "omitted\t1",
                                "end"),
                        "1anax-inspect 1\nerror\twhy not\\t\\n\\\\\nend\n",
                        lines(
                                "2anax-inspect 1",
                                "topic\tnet",
                                "table\tsockets",
                                "column\tport\tnumber",
                                "column\tstate\ttext",
                                "row\t80\tlisten",
                                "omitted\t0",
                                "end"),
                        "2anax-inspect 1\nunserved\tnet\nend\n")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    @MethodSource("seeds")
    @FuzzTest
    void keepsItsPromisesWhateverIsAskedOrAnswered(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        final byte[] octets = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0] % 3) {
            case 0 -> ask(octets);
            case 1 -> readSnapshot(octets);
            default -> readTables(octets);
        }
    }

    private static void ask(byte[] request) throws IOException {
        final String answer;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(inspector.socket()))) {
            answer = exchange(channel, request);
        }
        assertThat(answer).as("the answer").startsWith(BEGINNING).endsWith(END);
    }

    /// An inspector that has its line hangs up while the rest is being sent.
    private static String exchange(SocketChannel channel, byte[] request) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(request));
            channel.shutdownOutput();
        } catch (IOException answered) {
            // What it had to say can be read all the same.
        }
        final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        final ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        try {
            while (channel.read(chunk) >= 0) {
                answer.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        } catch (SocketException hungUp) {
            // With some of the request unread; what it said came before.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static void readSnapshot(byte[] answer) throws Exception {
        final CompletableFuture<Void> sent = pretend(answer);
        try {
            final MachineSnapshot snapshot = client().ask(pretended, false);
            assertThat(snapshot.name()).isNotNull();
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotNull();
        }
        sent.get();
    }

    private static void readTables(byte[] answer) throws Exception {
        final CompletableFuture<Void> sent = pretend(answer);
        try {
            final Optional<List<List<String>>> lines = client().ask(pretended, StackTopic.NAME, "ss");
            for (final StackTable table : StackTable.read(lines.orElse(List.of()))) {
                assertThat(table.name()).isNotNull();
                table.columns().forEach(column -> assertThat(column.name()).isNotNull());
                table.rows().forEach(row -> assertThat(row).hasSameSizeAs(table.columns()));
            }
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotNull();
        }
        sent.get();
    }

    private static InspectionClient client() {
        return new InspectionClient(SystemClock.INSTANCE, PATIENCE);
    }

    /// Answers whoever asks next.
    private static CompletableFuture<Void> pretend(byte[] answer) {
        return CompletableFuture.runAsync(() -> {
            try (SocketChannel channel = pretender.accept()) {
                channel.read(ByteBuffer.allocate(256));
                channel.write(ByteBuffer.wrap(answer));
            } catch (IOException gone) {
                // The client has heard enough.
            }
        });
    }
}
