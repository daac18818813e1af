package anax.procmaps.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Asks a JVM a question over the socket that every HotSpot JVM opens when it is woken.
///
/// Owner: one call. Blocks for at most [#LONGEST_ANSWER] and a little, plus [#LONGEST_WAKE] if the JVM has to be
/// woken; an answer over [#MOST_ANSWER] octets is cut there.
public final class JvmAttach {
    /// How long a JVM may take to open its socket.
    static final Duration LONGEST_WAKE = Duration.ofSeconds(3);

    /// How long a JVM may be silent before its answer counts as ended.
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    /// More than any `VM.info` of a machine with thousands of threads.
    static final int MOST_ANSWER = 16 << 20;

    private static final Path PROC = Path.of("/proc");
    private static final int QUIT = 3;
    private static final int LOOKS = 60;

    private JvmAttach() {}

    /// What the JVM of a process answers to a `jcmd` command; empty if it is no JVM, belongs to another user, or
    /// does not answer.
    public static Optional<String> ask(long pid, String command) throws InterruptedException {
        if (pid == ProcessHandle.current().pid()) {
            return OwnMachine.ask(command);
        }
        Path process = PROC.resolve(Long.toString(pid));
        try {
            String inner = innerPid(process, pid);
            Path socket = process.resolve("root/tmp/.java_pid" + inner);
            if (!Files.exists(socket) && !wake(process, pid, inner, socket)) {
                return Optional.empty();
            }
            return Optional.of(talk(socket, command));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The signal that wakes the listener ends a process that does not catch it.
    private static boolean wake(Path process, long pid, String inner, Path socket)
            throws IOException, InterruptedException {
        if (!catchesQuit(process)) {
            return false;
        }
        Path mark = process.resolve("root/tmp/.attach_pid" + inner);
        Files.createFile(mark);
        try {
            Process kill = new ProcessBuilder("kill", "-QUIT", Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            if (!kill.waitFor(LONGEST_WAKE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                return false;
            }
            for (int look = 0; look < LOOKS && !Files.exists(socket); look++) {
                LockSupport.parkNanos(LONGEST_WAKE.toNanos() / LOOKS);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while a JVM was woken");
                }
            }
            return Files.exists(socket);
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    private static boolean catchesQuit(Path process) throws IOException {
        boolean catches = false;
        for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("SigCgt:")) {
                long caught = Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16);
                catches = (caught >>> (QUIT - 1) & 1) != 0;
            }
        }
        return catches;
    }

    /// The number of the process in its own namespace, by which its socket is called.
    private static String innerPid(Path process, long pid) throws IOException {
        String inner = Long.toString(pid);
        for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("NSpid:")) {
                inner = line.substring(line.lastIndexOf('\t') + 1);
            }
        }
        return inner;
    }

    /// Version 1 of the protocol: version, name and three arguments, a zero behind each; the answer begins with a
    /// line that holds 0.
    private static String talk(Path socket, String command) throws IOException {
        byte[] request = ("1\0jcmd\0" + command + "\0\0\0").getBytes(StandardCharsets.UTF_8);
        var answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer in = ByteBuffer.allocate(64 * 1024);
            while (answer.size() < MOST_ANSWER && selector.select(LONGEST_ANSWER.toMillis()) > 0) {
                selector.selectedKeys().clear();
                if (channel.read(in.clear()) < 0) {
                    break;
                }
                answer.write(in.array(), 0, in.position());
            }
        }
        String text = answer.toString(StandardCharsets.UTF_8);
        if (!text.startsWith("0\n")) {
            throw new IOException("the JVM refused: " + text.lines().findFirst().orElse("it said nothing"));
        }
        return text.substring(2);
    }
}
