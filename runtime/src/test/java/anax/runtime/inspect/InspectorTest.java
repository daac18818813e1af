package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Lwkt;
import anax.runtime.ThreadSnapshot;
import anax.runtime.clock.SystemClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The inspector and its clients, the honest ones and the others.
@Timeout(60)
class InspectorTest {
    private final InspectionClient client = new InspectionClient(SystemClock.INSTANCE, PinnedSystem.LONG);
    private final PinnedSystem system = new PinnedSystem(2);

    @TempDir
    private Path temp;

    private InspectionFolder folder;
    private Inspector inspector;

    @BeforeEach
    void open() throws IOException {
        folder = new InspectionFolder(temp.resolve("anax"));
        inspector = open(PinnedSystem.LONG);
    }

    @AfterEach
    void close() {
        inspector.close();
        system.close();
    }

    @Test
    void shouldMakeFolderAndSocketForTheirOwnerOnly() throws IOException {
        assertThat(mode(folder.path())).isEqualTo("rwx------");
        assertThat(mode(inspector.socket())).isEqualTo("rwx------");
        assertThat(folder.sockets())
                .containsOnlyKeys(inspector.socket())
                .containsValue(ProcessHandle.current().pid());
    }

    @Test
    void shouldShowThreadsWithAndWithoutStacks() throws IOException {
        system.machine.spawn(1, "waiter", () -> Lwkt.block("supper"));
        ThreadSnapshot seen = onlyThread(false);
        while (seen.state() != ThreadSnapshot.State.WAITING) {
            seen = onlyThread(false);
        }
        assertThat(seen.waitMessage()).isEqualTo("supper");
        assertThat(seen.stack()).isEmpty();
        assertThat(onlyThread(true).stack())
                .extracting(StackTraceElement::getMethodName)
                .contains("block");
    }

    /// That is when one wants to look.
    @Test
    void shouldShowMachineOneCpuOfWhichIsHeld() throws IOException {
        system.machine.spawn(0, "holder", system::hold);
        system.awaitRunning(0, "holder");
        List<CpuSnapshot> cpus = client.ask(inspector.socket(), true).cpus();
        assertThat(cpus.get(0).answered()).isFalse();
        assertThat(cpus.get(0).held())
                .extracting(StackTraceElement::getMethodName)
                .contains("hold");
        assertThat(cpus.get(1).answered()).isTrue();
    }

    @Test
    void shouldServeSeveralMachinesOfOneProcess() throws IOException {
        try (var second = new PinnedSystem(1);
                Inspector other = Inspector.open(second.machine, folder, SystemClock.INSTANCE, PinnedSystem.LONG)) {
            assertThat(folder.sockets()).containsOnlyKeys(inspector.socket(), other.socket());
            assertThat(client.ask(inspector.socket(), false).cpus()).hasSize(2);
            assertThat(client.ask(other.socket(), false).cpus()).hasSize(1);
        }
        assertThat(folder.sockets()).containsOnlyKeys(inspector.socket());
    }

    @Test
    void shouldLeaveNoSocketWhenClosed() throws IOException {
        Path socket = inspector.socket();
        inspector.close();
        inspector.close();
        assertThat(folder.path()).isEmptyDirectory();
        assertThatThrownBy(() -> client.ask(socket, false)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "GET / HTTP/1.1\r\n\r\n", "anax-inspect 2 snapshot\n", "anax-inspect 1 snapshot"})
    void shouldSayThatARequestIsNone(String request) throws IOException {
        String answer = talk(request.getBytes(StandardCharsets.US_ASCII), true);
        if (request.equals("anax-inspect 1 snapshot")) {
            assertThat(answer).as("its line has no end, but the request has").contains("\nmachine\tlooked-at\t");
        } else {
            assertThat(answer)
                    .startsWith("anax-inspect 1\nerror\ta request of ")
                    .endsWith("\nend\n");
        }
    }

    @Test
    void shouldServeTheNextClientWhateverTheLastOneSent() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            byte[] garbage = new byte[random.nextInt(1, 4 * WireFormat.MOST_REQUEST)];
            random.nextBytes(garbage);
            talk(garbage, random.nextBoolean());
        }
        assertThat(client.ask(inspector.socket(), false).cpus()).hasSize(2);
    }

    @Test
    void shouldDropClientThatSaysNothing() throws IOException {
        inspector.close();
        inspector = open(Duration.ofMillis(200));
        try (SocketChannel mute = SocketChannel.open(UnixDomainSocketAddress.of(inspector.socket()))) {
            assertThat(client.ask(inspector.socket(), false).cpus()).hasSize(2);
            assertThat(mute.read(ByteBuffer.allocate(10))).as("it was cut off").isEqualTo(-1);
        }
    }

    /// Its answer fills the kernel's buffers, and then nobody takes more.
    @Test
    void shouldDropClientThatDoesNotRead() throws Exception {
        inspector.close();
        inspector = open(Duration.ofMillis(500));
        String name = "long name".repeat(1_000);
        system.machine.call(0, "maker", () -> {
            for (int i = 0; i < 300; i++) {
                Lwkt.create(name, () -> Lwkt.block("for ever"));
            }
            return null;
        });
        try (SocketChannel deaf = SocketChannel.open(UnixDomainSocketAddress.of(inspector.socket()))) {
            deaf.write(StandardCharsets.US_ASCII.encode(WireFormat.SNAPSHOT + "\n"));
            assertThat(client.ask(inspector.socket(), false).cpus()).hasSize(2);
        }
    }

    @Test
    void shouldTellClientThatThereIsNoRoomForItsQuestion() throws IOException {
        Path socket = folder.socket(1, 0);
        List<SocketChannel> waiting = new ArrayList<>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 2); // and nobody accepts
            assertThatThrownBy(() -> {
                        while (true) {
                            SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
                            waiting.add(next);
                            next.configureBlocking(false);
                            next.connect(UnixDomainSocketAddress.of(socket));
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> client.ask(socket, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("takes no more questions");
        } finally {
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void shouldRefuseToAnswerWhereOthersCouldListen() throws IOException {
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> open(PinnedSystem.LONG)).hasMessageContaining("others may enter it");
    }

    @Test
    void shouldTellClientThatNobodyListens() throws IOException {
        Path socket = folder.socket(1, 0);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThatThrownBy(() -> client.ask(socket, false)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldGiveUpOnServerThatDoesNotAnswer() throws IOException {
        Path socket = folder.socket(1, 0);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var hasty = new InspectionClient(SystemClock.INSTANCE, Duration.ofMillis(50));
            assertThatThrownBy(() -> hasty.ask(socket, false))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the other end was too slow");
        }
    }

    private Inspector open(Duration patience) throws IOException {
        return Inspector.open(system.machine, folder, SystemClock.INSTANCE, patience);
    }

    private ThreadSnapshot onlyThread(boolean stacks) throws IOException {
        return client.ask(inspector.socket(), stacks).cpus().get(1).threads().getFirst();
    }

    /// Sends whatever it is, and reads what comes back.
    private String talk(byte[] request, boolean thenEnd) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(inspector.socket()))) {
            channel.write(ByteBuffer.wrap(request));
            if (thenEnd) {
                channel.shutdownOutput();
                return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            }
            return "";
        } catch (IOException cutOff) {
            return ""; // the rest of a long request is not read
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
