package anax.netstack.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// Writes what is captured on links to a pcapng file, which Wireshark and its like read.
///
/// Owner: the thread that writes, one at a time: an ordinary thread that calls [#write] again and again, or whoever
/// ends a batch. CPUs hand their frames over by rings ([CaptureSource]) and never wait: what finds a ring full is
/// missing in the file, is counted, and the next record of that CPU says how many there were. Interfaces and sources
/// are added by one thread at a time, before or while it is written. Allocates when made and with each source.
/// [#write] blocks as its channel does.
///
/// Records of different CPUs are merged by time as far as they are there. Partial checksums are completed in the
/// file, never in the packet. Drops are records of their own, with their reason as a comment: `dropped: udp.no-port:
/// ...`.
public final class PcapngWriter implements AutoCloseable {
    private static final int FRAMES = 1_024;
    private static final int LARGE_FRAMES = 16;
    private static final int MOST_INTERFACES = 1 << 15;

    private final WritableByteChannel channel;
    private final long epochOffsetNs;
    private final int frames;
    private final int largeFrames;
    private final PcapngBlocks blocks = new PcapngBlocks();
    private volatile Link[] interfaces = {};
    private volatile CaptureSource[] sources = {};
    private int described; // of the interfaces
    private boolean begun;

    /// Makes a writer with room for 1,024 records of each CPU, 16 of them longer than an Ethernet frame.
    ///
    /// @param channel       what is written to; it becomes the writer's
    /// @param epochOffsetNs what to add to the links' time, whose origin is arbitrary, to make it nanoseconds
    ///                      since 1970
    public PcapngWriter(WritableByteChannel channel, long epochOffsetNs) {
        this(channel, epochOffsetNs, FRAMES, LARGE_FRAMES);
    }

    /// The same with other room.
    ///
    /// @param frames      how many records of each CPU, 2 to 65,536, a power of two
    /// @param largeFrames how many of these may be longer than an Ethernet frame, 1 to 1,024
    /// @throws IllegalArgumentException if either is out of its range
    public PcapngWriter(WritableByteChannel channel, long epochOffsetNs, int frames, int largeFrames) {
        if (frames < 2 || frames > 1 << 16 || Integer.bitCount(frames) != 1) {
            throw new IllegalArgumentException("a capture was given room for " + frames
                    + " records; use a power of two from 2 to 65536, for instance 1024");
        }
        if (largeFrames < 1 || largeFrames > 1 << 10) {
            throw new IllegalArgumentException(
                    "a capture was given room for " + largeFrames + " long records; use 1 to 1024");
        }
        this.channel = channel;
        this.epochOffsetNs = epochOffsetNs;
        this.frames = frames;
        this.largeFrames = largeFrames;
    }

    /// Adds a way for one more CPU to capture, besides those that [CapturedLink] makes.
    public CaptureSource source() {
        CaptureSource source = new CaptureSource(frames, largeFrames);
        CaptureSource[] more = Arrays.copyOf(sources, sources.length + 1);
        more[sources.length] = source;
        sources = more;
        return source;
    }

    /// Adds an interface to the file.
    ///
    /// @return its number there
    int addInterface(Link link) {
        final int id = interfaces.length;
        if (id == MOST_INTERFACES) {
            throw new IllegalStateException("a capture has " + id + " links already; begin another file");
        }
        Link[] more = Arrays.copyOf(interfaces, id + 1);
        more[id] = link;
        interfaces = more;
        return id;
    }

    /// Writes what has been captured.
    ///
    /// @param limit how many records at most
    /// @return how many records were written
    public int write(int limit) throws IOException {
        describe();
        int written = 0;
        for (CaptureSource source = oldest(); source != null && written < limit; source = oldest()) {
            final Frame frame = source.first();
            if (frame.interfaceId() >= described) {
                describe();
            }
            makeRoom();
            blocks.addFrame(frame, frame.timeNs() + epochOffsetNs);
            source.taken();
            written++;
        }
        writeOut();
        return written;
    }

    /// Writes what is left, and closes the channel. CPUs must capture no more.
    @Override
    public void close() throws IOException {
        try {
            write(Integer.MAX_VALUE);
        } finally {
            channel.close();
        }
    }

    /// Writes the section header, if it is not there yet, and the interfaces that were added since.
    private void describe() throws IOException {
        if (!begun) {
            begun = true;
            blocks.addSectionHeader();
        }
        final Link[] all = interfaces;
        for (; described < all.length; described++) {
            makeRoom();
            Link link = all[described];
            blocks.addInterface(link.name(), link.type(), link.address());
        }
    }

    /// The source whose first record is the oldest of all; null if there is none.
    private CaptureSource oldest() {
        CaptureSource oldest = null;
        long oldestNs = 0;
        for (CaptureSource source : sources) {
            final Frame frame = source.first();
            if (frame != null && (oldest == null || frame.timeNs() - oldestNs < 0)) {
                oldest = source;
                oldestNs = frame.timeNs();
            }
        }
        return oldest;
    }

    private void makeRoom() throws IOException {
        if (!blocks.hasRoom()) {
            writeOut();
        }
    }

    private void writeOut() throws IOException {
        final ByteBuffer written = blocks.written();
        try {
            while (written.hasRemaining()) {
                channel.write(written);
            }
        } finally {
            blocks.clear();
        }
    }
}
