package anax.runtime.inspect;

import anax.runtime.clock.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks the inspector of another process for snapshots, and about topics of that program's own.
///
/// Owner: nobody; immutable. Allocates for each answer. Blocks until its patience ends at most. Whatever the other
/// end sends, the worst that comes of it is an [IOException].
public final class InspectionClient {
    private static final int CHUNK = 1 << 16;

    private final Clock clock;
    private final Duration patience;

    /// Makes one.
    ///
    /// @param patience how long an answer may take in all
    public InspectionClient(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /// What a machine is doing.
    ///
    /// @param socket of the machine
    /// @param stacks whether the stacks of threads are wanted
    /// @throws ConnectException if nobody listens there
    /// @throws IOException if the answer does not come in time, is none, or says why there is none
    public MachineSnapshot ask(Path socket, boolean stacks) throws IOException {
        return SnapshotReader.read(exchange(socket, stacks ? WireFormat.SNAPSHOT_WITH_STACKS : WireFormat.SNAPSHOT));
    }

    /// What a program says of a topic besides.
    ///
    /// @param socket of the machine
    /// @param topic  its name
    /// @param detail what is asked for, one word
    /// @return lines of fields; nothing if the program knows of no such topic
    /// @throws ConnectException if nobody listens there
    /// @throws IOException if the answer does not come in time, is none, or says why there is none
    public Optional<List<List<String>>> ask(Path socket, String topic, String detail) throws IOException {
        return TopicAnswer.read(exchange(socket, WireFormat.TOPIC + topic + " " + detail), topic);
    }

    private String exchange(Path socket, String request) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (channel) {
            connect(channel, socket);
            try (TimedChannel server = new TimedChannel(channel, clock, patience)) {
                server.write(StandardCharsets.US_ASCII.encode(request + "\n"));
                return answer(server);
            }
        }
    }

    /// Connects at once or not at all: there is a bound to how many an inspector lets wait.
    private static void connect(SocketChannel channel, Path socket) throws IOException {
        channel.configureBlocking(false);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException nobody) {
            throw nobody;
        } catch (SocketException refused) {
            throw new IOException("it takes no more questions now (" + refused.getMessage() + ")", refused);
        }
    }

    private static String answer(TimedChannel server) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (server.read(chunk) >= 0) {
            if (answer.size() + chunk.position() > WireFormat.MOST_ANSWER) {
                throw new IOException("its answer is longer than " + WireFormat.MOST_ANSWER + " octets");
            }
            answer.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
