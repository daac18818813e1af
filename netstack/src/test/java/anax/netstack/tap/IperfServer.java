package anax.netstack.tap;

import anax.netstack.socket.BlockingTcpListener;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.TcpException;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The serving side of iperf3 over TCP, as far as a test needs it: one run of any number of streams, either way.
///
/// Owner: the thread that calls [#call].
///
/// A run is a dance on a control connection: the server says a state in one octet, and what follows it is the
/// client's or both sides'. Cookies, by which a real server knows its client again, are read and not compared.
final class IperfServer implements Callable<Long>, AutoCloseable {
    static final int PORT = 5_201;

    private static final int COOKIE = 37;
    private static final int PIECE = 1 << 17;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofMillis(50);

    // States of a run, as iperf3 numbers them.
    private static final int TEST_START = 1;
    private static final int TEST_RUNNING = 2;
    private static final int TEST_END = 4;
    private static final int PARAM_EXCHANGE = 9;
    private static final int CREATE_STREAMS = 10;
    private static final int EXCHANGE_RESULTS = 13;
    private static final int DISPLAY_RESULTS = 14;
    private static final int DONE = 16;

    private final BlockingTcpListener listener;
    private volatile boolean ended;

    IperfServer(TapHost host) throws TcpException {
        listener = BlockingTcpListener.open(host.stack(), IpAddress.ANY_V4, PORT);
    }

    /// Serves one run.
    ///
    /// @return how many octets its streams carried
    @Override
    public Long call() throws Exception {
        try (BlockingTcpSocket control = accept();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            say(control, PARAM_EXCHANGE);
            final String wanted = readText(control);
            final boolean reverse = wanted.contains("\"reverse\":");
            say(control, CREATE_STREAMS);
            final List<BlockingTcpSocket> streams = new ArrayList<>();
            final List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < number(wanted, "parallel"); i++) {
                streams.add(accept());
            }
            say(control, TEST_START);
            say(control, TEST_RUNNING);
            for (final BlockingTcpSocket stream : streams) {
                counts.add(threads.submit(() -> reverse ? send(stream) : receive(stream)));
            }
            hear(control, TEST_END);
            ended = !reverse; // a client that reads its streams may not notice its own end before more comes
            say(control, EXCHANGE_RESULTS);
            readText(control);
            ended = true;
            writeText(control, results(counts, reverse));
            say(control, DISPLAY_RESULTS);
            hear(control, DONE);
            long octets = 0;
            for (int i = 0; i < streams.size(); i++) {
                octets += counts.get(i).get();
                streams.get(i).close();
            }
            return octets;
        }
    }

    private BlockingTcpSocket accept() throws Exception {
        final BlockingTcpSocket accepted = listener.accept(PATIENCE);
        if (accepted == null) {
            throw new AssertionError("no client came in " + PATIENCE);
        }
        read(accepted, COOKIE);
        return accepted;
    }

    /// The client sends no more, but keeps its streams open until it has the results.
    private long receive(BlockingTcpSocket stream) throws Exception {
        final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        long octets = 0;
        while (true) {
            final int got = stream.read(piece.clear(), TURN);
            if (got == BlockingTcpSocket.END || (got == BlockingTcpSocket.NOTHING && ended)) {
                return octets;
            }
            octets += Math.max(0, got);
        }
    }

    private long send(BlockingTcpSocket stream) throws Exception {
        final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        long octets = 0;
        while (!ended) {
            octets += stream.write(piece.clear(), TURN);
        }
        return octets;
    }

    /// Streams are numbered 1, 3, 4, 5 and so on.
    private static String results(List<Future<Long>> counts, boolean reverse) throws Exception {
        final StringBuilder streams = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            streams.append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i == 0 ? 1 : i + 2)
                    .append(",\"bytes\":")
                    .append(counts.get(i).get())
                    .append(",\"retransmits\":")
                    .append(reverse ? 0 : -1)
                    .append(",\"jitter\":0,\"errors\":0,\"packets\":0,\"start_time\":0,\"end_time\":1}");
        }
        return "{\"cpu_util_total\":0,\"cpu_util_user\":0,\"cpu_util_system\":0,\"sender_has_retransmits\":"
                + (reverse ? 1 : 0) + ",\"streams\":[" + streams + "]}";
    }

    private static int number(String text, String name) {
        final Matcher found = Pattern.compile("\"" + name + "\":\\s*(\\d+)").matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }

    private static void say(BlockingTcpSocket control, int state) throws Exception {
        control.write(ByteBuffer.wrap(new byte[] {(byte) state}), PATIENCE);
    }

    private static void hear(BlockingTcpSocket control, int expected) throws Exception {
        final int state = read(control, 1).get();
        if (state != expected) {
            throw new AssertionError("the client said " + state + ", not " + expected);
        }
    }

    private static String readText(BlockingTcpSocket control) throws Exception {
        final int length = read(control, Integer.BYTES).getInt();
        return StandardCharsets.UTF_8.decode(read(control, length)).toString();
    }

    private static void writeText(BlockingTcpSocket control, String text) throws Exception {
        final byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        control.write(
                ByteBuffer.allocate(Integer.BYTES + octets.length)
                        .putInt(octets.length)
                        .put(octets)
                        .flip(),
                PATIENCE);
    }

    private static ByteBuffer read(BlockingTcpSocket from, int octets) throws Exception {
        final ByteBuffer all = ByteBuffer.allocate(octets);
        while (all.hasRemaining()) {
            if (from.read(all, PATIENCE) < 0) {
                throw new AssertionError("the client left after " + all.position() + " of " + octets + " octets");
            }
        }
        return all.flip();
    }

    @Override
    public void close() {
        listener.close();
    }
}
