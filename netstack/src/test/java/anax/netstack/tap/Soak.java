package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.service.Service;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.stack.ChangeInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Traffic of every kind at once between a kernel and the small services of a stack of ours, which goes down and up
/// meanwhile: long and short connections, opened by either side, ended well or broken off, datagrams whole and in
/// fragments, pings.
///
/// Owner: one test. Each conversation compares every octet that it gets. One may break only if an interface was down
/// while it lasted. [#quietly] waits for all that are under way, and holds back the others.
final class Soak implements AutoCloseable {
    private static final int OWN_PORT = 5_002;
    private static final int LONG_ONE = 1 << 20;
    private static final int SHORT_ONE = 2_000;
    private static final int LONGEST_DATAGRAM = 4_000;
    private static final int DATAGRAMS = 50;
    private static final int ANSWER_MS = 200;
    private static final int LEAST_UP_MS = 500;
    private static final int MOST_UP_MS = 1_500;
    private static final int MOST_DOWN_MS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KernelHost kernel;
    private final TapHost ours;
    private final ServerSocketChannel listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> talkers = new ArrayList<>();
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final AtomicInteger timesDown = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();
    private final Map<String, AtomicLong> done = new ConcurrentSkipListMap<>();
    private Future<?> server;
    private volatile boolean ending;
    private volatile boolean isDown;

    /// What is said from the beginning to the end of a connection. Owner: a thread.
    @FunctionalInterface
    interface Conversation {
        void hold(SplittableRandom random) throws Exception;
    }

    Soak(KernelHost kernel, TapHost ours) throws Exception {
        this.kernel = kernel;
        this.ours = ours;
        for (final String variable : List.of("tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes")) {
            kernel.set("net.ipv4." + variable, "2");
        }
        listener = TcpPair.listen(kernel, OWN_PORT);
    }

    /// Begins to talk.
    void begin() {
        server = threads.submit(this::serve);
        talk("long echoes", 1, random -> echo(random, LONG_ONE));
        talk("short echoes", 2, random -> echo(random, SHORT_ONE));
        talk("broken off by the kernel", 3, this::breakOff);
        talk("discarded", 4, this::discard);
        talk("times", 5, this::askForTime);
        talk("opened by us", 6, this::open);
        talk("datagrams", 7, this::sendDatagrams);
        talk("pings", 8, this::ping);
        talkers.add(threads.submit(() -> takeDownAndUp(new SplittableRandom(9))));
    }

    /// How often each kind of conversation came to its end, and how many were broken by an interface that went
    /// down.
    Map<String, AtomicLong> done() {
        return done;
    }

    /// Octets that were compared, or thrown away over there.
    long octets() {
        return octets.get();
    }

    int timesDown() {
        return timesDown.get();
    }

    /// Does something while nobody talks.
    void quietly(Conversation work) throws Exception {
        gate.writeLock().lock();
        try {
            work.hold(new SplittableRandom(0));
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void talk(String what, long seed, Conversation conversation) {
        final SplittableRandom random = new SplittableRandom(seed);
        talkers.add(threads.submit(() -> kernel.in(() -> {
            while (!ending) {
                gate.readLock().lock();
                try {
                    count(hold(conversation, random) ? what : "broken while down");
                } finally {
                    gate.readLock().unlock();
                }
            }
            return null;
        })));
    }

    /// @return false if it was broken by an interface that went down
    private boolean hold(Conversation conversation, SplittableRandom random) throws Exception {
        final int downBefore = timesDown.get();
        try {
            conversation.hold(random);
            return true;
        } catch (IOException broken) {
            if (!isDown && timesDown.get() == downBefore) {
                throw broken;
            }
            return false;
        }
    }

    private void count(String what) {
        done.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    private SocketChannel connect(Service service) throws IOException {
        final SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET);
        try {
            socket.connect(new InetSocketAddress(TapHost.OUR_ADDRESS, service.port()));
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private void echo(SplittableRandom random, int most) throws Exception {
        try (SocketChannel socket = connect(Service.ECHO)) {
            ask(TcpEnd.of(socket), random, 1 + random.nextInt(most));
        }
    }

    /// Sends from another thread than it reads, or both ends may wait for ever for room.
    private void ask(TcpEnd end, SplittableRandom random, int length) throws Exception {
        final byte[] question = new byte[length];
        random.nextBytes(question);
        final Future<Void> sent = threads.submit(() -> {
            end.write(ByteBuffer.wrap(question));
            end.shutdownOutput();
            return null;
        });
        final ByteBuffer answer = ByteBuffer.allocate(length + 1);
        try {
            while (end.read(answer) != TcpEnd.END) {}
        } finally {
            end.close();
        }
        sent.get();
        assertThat(answer.flip().equals(ByteBuffer.wrap(question)))
                .as("%d octets of %d that came back are those that were sent", answer.remaining(), length)
                .isTrue();
        octets.addAndGet(length);
    }

    /// Reads some of what never ends, and goes away with the rest unread, or by a RST of its own.
    private void breakOff(SplittableRandom random) throws IOException {
        try (SocketChannel socket = connect(Service.CHARGEN)) {
            final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            for (int left = random.nextInt(LONG_ONE); left > 0; left -= piece.position()) {
                if (socket.read(piece.clear()) < 0) {
                    throw new IOException("the end of what has none");
                }
                octets.addAndGet(piece.position());
            }
            if (random.nextBoolean()) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
    }

    private void discard(SplittableRandom random) throws IOException {
        try (SocketChannel socket = connect(Service.DISCARD)) {
            final ByteBuffer piece = ByteBuffer.allocate(1 + random.nextInt(LONG_ONE));
            while (piece.hasRemaining()) {
                socket.write(piece);
            }
            octets.addAndGet(piece.position());
        }
    }

    /// We close first.
    private void askForTime(SplittableRandom random) throws IOException {
        try (SocketChannel socket = connect(Service.TIME)) {
            final ByteBuffer time = ByteBuffer.allocate(5);
            while (socket.read(time) >= 0) {}
            assertThat(time.position()).as("octets of the time").isEqualTo(4);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
        }
    }

    private void open(SplittableRandom random) throws Exception {
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(ours.stack())) {
            socket.connect(TapHost.KERNEL, OWN_PORT, PATIENCE);
            if (random.nextInt(4) == 0) {
                socket.abort();
            } else {
                ask(TcpEnd.of(socket), random, 1 + random.nextInt(LONG_ONE / 4));
            }
        }
    }

    /// The kernel's echo, for what we open.
    private void serve() {
        try {
            while (!ending) {
                final SocketChannel accepted = listener.accept();
                threads.execute(() -> echo(accepted));
            }
        } catch (IOException closed) {
            if (!ending) {
                throw new IllegalStateException("the kernel's listener broke", closed);
            }
        }
    }

    private static void echo(SocketChannel socket) {
        try (socket) {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true); // a RST may be lost while we are down
            final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
            while (socket.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    socket.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException brokenOff) {
            // Whoever opened it judges.
        }
    }

    /// What is lost is lost; what comes is what was sent.
    private void sendDatagrams(SplittableRandom random) throws IOException {
        try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET);
                Selector selector = Selector.open()) {
            socket.connect(new InetSocketAddress(TapHost.OUR_ADDRESS, Service.ECHO.port()));
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ);
            final ByteBuffer answer = ByteBuffer.allocate(LONGEST_DATAGRAM);
            for (int i = 0; i < DATAGRAMS; i++) {
                final byte[] question = new byte[Integer.BYTES + random.nextInt(LONGEST_DATAGRAM - Integer.BYTES)];
                random.nextBytes(question);
                ByteBuffer.wrap(question).putInt(0, i);
                socket.write(ByteBuffer.wrap(question));
                if (selector.select(ANSWER_MS) > 0) {
                    selector.selectedKeys().clear();
                    socket.read(answer.clear());
                    if (answer.flip().getInt(0) == i) {
                        assertThat(answer.equals(ByteBuffer.wrap(question)))
                                .as("a datagram that came back is that which was sent")
                                .isTrue();
                        octets.addAndGet(question.length);
                    }
                }
            }
        }
    }

    private void ping(SplittableRandom random) throws Exception {
        kernel.exec("ping", "-c", "5", "-i", "0.02", "-W", "1", "-s", "" + random.nextInt(3_000), TapHost.OUR_ADDRESS);
    }

    /// Now the kernel's end of the device, now ours.
    private Void takeDownAndUp(SplittableRandom random) throws Exception {
        while (!ending) {
            park(LEAST_UP_MS + random.nextInt(MOST_UP_MS - LEAST_UP_MS));
            gate.readLock().lock();
            try {
                final boolean isTheirs = random.nextBoolean();
                timesDown.incrementAndGet();
                isDown = true;
                set(isTheirs, false);
                park(random.nextInt(MOST_DOWN_MS));
                set(isTheirs, true);
                timesDown.incrementAndGet(); // who began meanwhile has seen it, too
                isDown = false;
            } finally {
                gate.readLock().unlock();
            }
        }
        return null;
    }

    private void set(boolean isTheirs, boolean up) throws Exception {
        if (isTheirs) {
            kernel.ip("link", "set", ours.device(), up ? "up" : "down");
        } else {
            final int result = ours.machine().call(0, "switch", () -> {
                final NetworkInterface now = ours.stack().enter(0).interfaces().get(ours.interfaceIndex());
                return ours.stack().port(0).doMessage(new ChangeInterface(ours.stack(), now.withUp(up)));
            });
            assertThat(result).isZero();
        }
    }

    private static void park(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    /// Waits for the last words. Throws what one of them threw.
    void end() throws Exception {
        ending = true;
        for (final Future<?> each : talkers) {
            each.get();
        }
        listener.close();
        server.get();
    }

    /// Throws what one of them threw, if one has ended before its time.
    void assertAllTalk() throws Exception {
        for (final Future<?> each : talkers) {
            if (each.isDone()) {
                each.get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        ending = true;
        listener.close();
        threads.shutdownNow();
    }
}
