package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.socket.BlockingTcpListener;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A TCP connection between a kernel and a stack of ours, or between two kernels, and floods through it whose octets
/// are compared by SHA-256.
///
/// Owner: one test.
///
/// @param first  the end that opened it
/// @param second the end that accepted it
record TcpPair(TcpEnd first, TcpEnd second) implements AutoCloseable {
    private static final int PORT = 5_001;
    private static final int PIECE = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The kernel connects to us.
    static TcpPair fromKernel(KernelHost kernel, TapHost ours) throws Exception {
        try (BlockingTcpListener listener = BlockingTcpListener.open(ours.stack(), IpAddress.ANY_V4, PORT)) {
            final SocketChannel client = connect(kernel, TapHost.OUR_ADDRESS, PORT);
            final BlockingTcpSocket server = listener.accept(PATIENCE);
            assertThat(server).as("the connection that was accepted").isNotNull();
            return new TcpPair(TcpEnd.of(client), TcpEnd.of(server));
        }
    }

    /// We connect to the kernel.
    static TcpPair toKernel(KernelHost kernel, TapHost ours) throws Exception {
        try (ServerSocketChannel listener = listen(kernel, PORT)) {
            final BlockingTcpSocket client = BlockingTcpSocket.open(ours.stack());
            client.connect(TapHost.KERNEL, PORT, PATIENCE);
            return new TcpPair(TcpEnd.of(client), TcpEnd.of(listener.accept()));
        }
    }

    /// A kernel connects to another one.
    static TcpPair between(KernelHost client, KernelHost server, String serverAddress) throws Exception {
        try (ServerSocketChannel listener = listen(server, PORT)) {
            return new TcpPair(TcpEnd.of(connect(client, serverAddress, PORT)), TcpEnd.of(listener.accept()));
        }
    }

    static SocketChannel connect(KernelHost kernel, String address, int port) throws Exception {
        final SocketChannel socket = kernel.in(() -> SocketChannel.open(StandardProtocolFamily.INET));
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }

    static ServerSocketChannel listen(KernelHost kernel, int port) throws Exception {
        return kernel.in(
                () -> ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(port), 1_024));
    }

    /// Floods both ways at once, and asserts that each end got what the other one sent; then both are closed.
    void exchange(long octetsEachWay) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TcpPair closing = this) {
            final Future<String> sentThere = threads.submit(() -> send(first, 1, octetsEachWay));
            final Future<String> sentBack = threads.submit(() -> send(second, 2, octetsEachWay));
            final Future<String> gotThere = threads.submit(() -> receive(second, octetsEachWay));
            final Future<String> gotBack = threads.submit(() -> receive(first, octetsEachWay));
            assertThat(result(gotThere, closing)).isEqualTo(result(sentThere, closing));
            assertThat(result(gotBack, closing)).isEqualTo(result(sentBack, closing));
        }
    }

    /// What the others wait for will not come if one has failed.
    private static String result(Future<String> future, TcpPair pair) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            pair.close();
            throw failure;
        }
    }

    /// Sends octets that follow from a seed.
    ///
    /// @return their digest
    static String send(TcpEnd to, long seed, long octets) throws Exception {
        final MessageDigest digest = sha256();
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] piece = new byte[PIECE];
        for (long left = octets; left > 0; ) {
            random.nextBytes(piece);
            final int length = (int) Math.min(left, 1 + random.nextInt(PIECE));
            digest.update(piece, 0, length);
            to.write(ByteBuffer.wrap(piece, 0, length));
            left -= length;
        }
        to.shutdownOutput();
        return hex(digest);
    }

    /// Receives to the end.
    ///
    /// @return the digest of what came
    static String receive(TcpEnd from, long octets) throws Exception {
        final MessageDigest digest = sha256();
        final ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long got = 0;
        while (from.read(piece) != TcpEnd.END) {
            got += piece.position();
            digest.update(piece.flip());
            piece.clear();
        }
        assertThat(got).as("octets that came").isEqualTo(octets);
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
