package anax.bench.net;

import anax.netstack.link.CapturedLink;
import anax.netstack.link.Link;
import anax.netstack.link.PcapngWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A file that all that passes a link is written to, by a thread of its own.
///
/// Owner: whoever opened it. Allocates some 12 MB for each queue when that captures its first packet. Blocks its own
/// thread only, but for [#close]. What comes faster than it is written is missing in the file, where the next packet
/// says so, and is counted.
final class Capture implements AutoCloseable {
    private static final int PACKETS = 4_096;
    private static final int LONG_PACKETS = 128;
    private static final long EVERY_MS = 20;
    private static final long END_TIMEOUT_S = 10;

    private final Path file;
    private final PcapngWriter writer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("anax-capture").factory());
    private CapturedLink link;
    private volatile String failure = "";

    private Capture(Path file, PcapngWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /// Begins a file; one that is there is written anew.
    ///
    /// @param epochOffsetNs what to add to the machine's time to make it nanoseconds since 1970
    /// @throws IOException if the file cannot be written; the message says why
    static Capture open(Path file, long epochOffsetNs) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    "the capture " + file + " cannot be written, because there is no such folder", missing);
        } catch (AccessDeniedException denied) {
            throw new IOException("the capture " + file + " cannot be written, because you may not", denied);
        } catch (IOException refused) {
            throw new IOException("the capture " + file + " cannot be written: " + refused.getMessage(), refused);
        }
        return new Capture(file, new PcapngWriter(channel, epochOffsetNs, PACKETS, LONG_PACKETS));
    }

    /// The link with all that passes it captured.
    Link of(Link captured) {
        link = new CapturedLink(captured, writer);
        Future<?> _ = thread.scheduleWithFixedDelay(this::write, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        return link;
    }

    /// Why it is written no longer; empty if it is.
    String failure() {
        return failure;
    }

    /// How many packets are missing in the file. The figure may be old while CPUs capture.
    long missed() {
        long missed = 0;
        for (int queue = 0; link != null && queue < link.queues(); queue++) {
            missed += link.missed(queue);
        }
        return missed;
    }

    /// Writes what is left. CPUs must capture no more.
    ///
    /// @throws IOException if that failed, now or before
    @Override
    public void close() throws IOException {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IOException("the capture " + file + " does not come to its end: the disk does not answer");
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt(); // what is left is still written
        }
        try {
            writer.close();
        } catch (IOException failed) {
            failure = failure.isEmpty() ? String.valueOf(failed.getMessage()) : failure;
        }
        if (!failure.isEmpty()) {
            throw new IOException("the capture " + file + " ends early: " + failure);
        }
    }

    /// An exception would end it without a word.
    private void write() {
        if (failure.isEmpty()) {
            try {
                writer.write(Integer.MAX_VALUE);
            } catch (IOException failed) {
                failure = String.valueOf(failed.getMessage());
            }
        }
    }
}
