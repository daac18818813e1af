package anax.runtime.inspect;

import anax.runtime.Machine;
import anax.runtime.clock.Clock;
import anax.runtime.clock.SystemClock;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the user who runs a machine look at it from another process, by a Unix-domain socket.
///
/// Owner: whoever opened it; any thread may close it. One daemon thread serves one client at a time; a client that is
/// slow is dropped at [#PATIENCE], and [#BACKLOG] wait meanwhile, the kernel turns away the rest. Allocates for each
/// answer. The socket's file goes when it is closed, and when the JVM ends.
///
/// ```java
/// try (Machine machine = Machine.boot(config); Inspector inspector = Inspector.open(machine)) { ... }
/// ```
public final class Inspector implements AutoCloseable {
    /// How long a CPU may take to answer before it is reported as held.
    public static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);

    /// How long a client may take, from its connection to the last octet of the answer.
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /// How many clients may wait for their turn.
    public static final int BACKLOG = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Inspector.class);
    private static final int MOST_MACHINES = 256;

    private final SnapshotTaker taker;
    private final List<InspectionTopic> topics;
    private final Clock clock;
    private final Duration patience;
    private final ServerSocketChannel server;
    private final Path socket;
    private final Thread onShutdown;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile TimedChannel serving;

    private Inspector(
            Machine machine,
            List<InspectionTopic> topics,
            Clock clock,
            Duration patience,
            ServerSocketChannel server,
            Path socket) {
        taker = new SnapshotTaker(machine);
        this.topics = List.copyOf(topics);
        this.clock = clock;
        this.patience = patience;
        this.server = server;
        this.socket = socket;
        onShutdown = new Thread(this::release, "anax-inspector-end");
    }

    /// Opens a machine for inspection in the usual folder of this user.
    ///
    /// @throws IOException if the folder cannot be trusted or the socket cannot be made; the message says why
    public static Inspector open(Machine machine) throws IOException {
        return open(machine, InspectionFolder.ofThisUser(System.getenv()), SystemClock.INSTANCE, PATIENCE);
    }

    /// Opens a machine for inspection.
    ///
    /// @param folder   where its socket is made
    /// @param clock    measures how long a client takes
    /// @param patience how long it may
    /// @throws IOException if the folder cannot be trusted or the socket cannot be made; the message says why
    public static Inspector open(Machine machine, InspectionFolder folder, Clock clock, Duration patience)
            throws IOException {
        return open(machine, List.of(), folder, clock, patience);
    }

    /// Opens a machine for inspection, and what runs on it.
    ///
    /// @param topics   what can be asked about besides threads
    /// @param folder   where its socket is made
    /// @param clock    measures how long a client takes
    /// @param patience how long it may
    /// @throws IOException if the folder cannot be trusted or the socket cannot be made; the message says why
    public static Inspector open(
            Machine machine, List<InspectionTopic> topics, InspectionFolder folder, Clock clock, Duration patience)
            throws IOException {
        folder.prepare();
        folder.removeStale();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Path socket = bind(server, folder);
            Inspector inspector = new Inspector(machine, topics, clock, patience, server, socket);
            Runtime.getRuntime().addShutdownHook(inspector.onShutdown);
            Thread.ofPlatform().daemon().name("anax-inspector").start(inspector::serve);
            return inspector;
        } catch (IOException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    /// Binds to the first number that no other machine of this process has.
    private static Path bind(ServerSocketChannel server, InspectionFolder folder) throws IOException {
        long pid = ProcessHandle.current().pid();
        for (int number = 0; number < MOST_MACHINES; number++) {
            Path socket = folder.socket(pid, number);
            if (Files.exists(socket)) {
                continue;
            }
            try {
                server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwx------"));
                return socket;
            } catch (BindException taken) {
                if (!Files.exists(socket)) { // not because another machine was quicker
                    throw taken;
                }
            }
        }
        throw new IOException(folder.path() + " has " + MOST_MACHINES + " sockets of process " + pid
                + ", which is the most; close the inspectors of machines that are stopped");
    }

    /// The file of its socket.
    public Path socket() {
        return socket;
    }

    /// Ends it and deletes its socket; a client that is being served is cut off. A second call does nothing.
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException ending) {
            // The JVM ends already: the hook finds nothing left to do.
        }
    }

    /// Once only: a second time the name may be another inspector's.
    private void release() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (ServerSocketChannel _ = server;
                TimedChannel _ = serving) {
            Files.deleteIfExists(socket);
        } catch (IOException left) {
            LOG.warn("the socket {} could not be deleted; remove it by hand: {}", socket, left.getMessage());
        }
    }

    private void serve() {
        try {
            while (!closed.get()) {
                serve(server.accept());
            }
        } catch (InterruptedException | ClosedChannelException end) {
            // Closed, or told to end: both are the end.
        } catch (IOException failed) {
            LOG.warn("machines can no longer be looked at by {}: {}", socket, failed.getMessage());
        } finally {
            release(); // whoever asks from now on is told at once that nobody listens
        }
    }

    private void serve(SocketChannel connection) throws InterruptedException {
        try (connection;
                TimedChannel client = new TimedChannel(connection, clock, patience)) {
            serving = client;
            answer(client);
        } catch (IOException tooSlowOrGone) {
            // The client's loss; the next one is served.
        } finally {
            serving = null;
        }
    }

    private void answer(TimedChannel client) throws IOException, InterruptedException {
        String request = request(client);
        String text = switch (request) {
            case WireFormat.SNAPSHOT -> SnapshotWriter.written(taker.take(false, ANSWER_TIMEOUT));
            case WireFormat.SNAPSHOT_WITH_STACKS -> SnapshotWriter.written(taker.take(true, ANSWER_TIMEOUT));
            default -> request.startsWith(WireFormat.TOPIC) ? topicAnswer(request) : refusal(request);
        };
        client.write(StandardCharsets.UTF_8.encode(text));
    }

    private String topicAnswer(String request) throws InterruptedException {
        String[] words = request.substring(WireFormat.TOPIC.length()).split(" ", -1);
        if (words.length != 2) {
            return refusal(request);
        }
        for (InspectionTopic topic : topics) {
            if (topic.name().equals(words[0])) {
                return answer(topic, words[1]);
            }
        }
        return TopicAnswer.unserved(words[0]);
    }

    /// Whatever goes wrong is the answer's affair: the next client is served.
    private static String answer(InspectionTopic topic, String detail) throws InterruptedException {
        try {
            return TopicAnswer.written(topic.name(), topic.answer(detail));
        } catch (IOException none) {
            return SnapshotWriter.error(String.valueOf(none.getMessage()));
        } catch (RuntimeException failed) {
            LOG.error("the topic {} failed to answer {}", topic.name(), detail, failed);
            return SnapshotWriter.error("the topic " + topic.name() + " failed to answer: " + failed);
        }
    }

    private static String refusal(String request) {
        return SnapshotWriter.error("a request of " + request.length() + " characters was sent that is none; ask for \""
                + WireFormat.SNAPSHOT + "\"");
    }

    /// The first line of what the client sends, or as much of it as a request may have.
    private static String request(TimedChannel client) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(WireFormat.MOST_REQUEST);
        while (line.hasRemaining()) {
            int before = line.position();
            if (client.read(line) < 0) {
                break;
            }
            for (int i = before; i < line.position(); i++) {
                if (line.get(i) == '\n') {
                    return new String(line.array(), 0, i, StandardCharsets.US_ASCII);
                }
            }
        }
        return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII);
    }
}
