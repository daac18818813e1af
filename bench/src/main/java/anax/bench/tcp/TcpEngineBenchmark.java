package anax.bench.tcp;

import anax.netstack.packet.Packet;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the engine alone takes for a segment of one connection: from the frame to the reader's octets, and from the
/// writer's octets to the frame. Frames are copied in, as from a device; those that are sent are thrown away.
///
/// Owner: JMH's thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TcpEngineBenchmark {
    private static final int BATCH = 32;
    private static final int PORT = 7;
    private static final int WARM_UP = 100; // until the congestion window has room for a batch
    private static final int TIMESTAMPS = 12;
    private static final int HEADERS = 40;
    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");

    /// The longest segment, as is announced.
    @Param({"1460", "268"})
    public int mss;

    private final EngineHost host = new EngineHost(OWN, 1);
    private final EngineHost peer = new EngineHost(PEER, 2);
    private final UnsafeBuffer data = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    private final UnsafeBuffer acknowledgment = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    private UnsafeBuffer octets;
    private TcpEndpoint socket;
    private int payload;
    private int sentUntil; // numbers
    private int receivedUntil;

    /// Made by JMH.
    public TcpEngineBenchmark() {}

    /// Opens a connection, and has each end send something, by which later segments are made.
    @Setup
    public void open() {
        payload = mss - TIMESTAMPS;
        octets = new UnsafeBuffer(ByteBuffer.allocateDirect(BATCH * payload));
        final TcpEndpoint listener = peer.engine().tcp().newEndpoint(TcpEvents.SILENT);
        listener.options().maxSeg(mss);
        listener.bind(IpAddress.ANY_V4, PORT, false);
        listener.listen(1);
        socket = host.engine().tcp().newEndpoint(TcpEvents.SILENT);
        socket.options().maxSeg(mss);
        socket.connect(PEER, PORT);
        settle();
        final TcpEndpoint accepted = listener.accept();
        accepted.write(octets, 0, payload);
        peer.endBatch();
        final Packet sample = peer.poll();
        data.putBytes(0, sample.buffer(), sample.offset(), sample.length());
        receivedUntil = EngineHost.seqOf(data);
        peer.sent(sample);
        socket.write(octets, 0, 2 * payload); // two, which are acknowledged at once
        host.endBatch();
        move(host, peer);
        peer.endBatch();
        final Packet answer = peer.poll();
        acknowledgment.putBytes(0, answer.buffer(), answer.offset(), HEADERS + TIMESTAMPS);
        peer.sent(answer);
        sentUntil = EngineHost.ackOf(acknowledgment);
        acknowledge();
        for (int i = 0; i < WARM_UP; i++) {
            segmentsOut();
        }
    }

    private void settle() {
        for (int moved = 1; moved > 0; ) {
            host.endBatch();
            peer.endBatch();
            moved = move(host, peer) + move(peer, host);
        }
    }

    private static int move(EngineHost from, EngineHost to) {
        int moved = 0;
        for (Packet packet = from.poll(); packet != null; packet = from.poll()) {
            to.receive(packet.buffer(), packet.offset(), packet.length());
            from.sent(packet);
            moved++;
        }
        return moved;
    }

    /// Segments that are written and sent in batches; one acknowledgment for each batch.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int segmentsOut() {
        return out(BATCH);
    }

    /// A segment that is written and sent, and its acknowledgment.
    @Benchmark
    public int segmentOutAndAcknowledgment() {
        return out(1);
    }

    /// Segments that come in batches, one by one, and are read; one acknowledgment is sent for each batch.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int segmentsIn() {
        return in(BATCH);
    }

    /// A segment that comes by itself and is read; each second one is acknowledged.
    @Benchmark
    public int segmentIn() {
        return in(1);
    }

    private int out(int segments) {
        final int taken = socket.write(octets, 0, segments * payload);
        host.endBatch();
        sentUntil += host.discardSent() * payload;
        acknowledge();
        return taken;
    }

    private void acknowledge() {
        host.receive(acknowledgment, HEADERS + TIMESTAMPS, EngineHost.seqOf(acknowledgment), sentUntil);
        host.endBatch();
        sentUntil += host.discardSent() * payload;
    }

    private int in(int segments) {
        for (int i = 0; i < segments; i++) {
            host.receive(data, HEADERS + TIMESTAMPS + payload, receivedUntil, sentUntil);
            receivedUntil += payload;
        }
        final int read = socket.read(octets, 0, segments * payload, false);
        host.endBatch();
        host.discardSent();
        if (read != segments * payload) {
            throw new IllegalStateException(read + " octets were read of " + segments * payload + " that came");
        }
        return read;
    }
}
