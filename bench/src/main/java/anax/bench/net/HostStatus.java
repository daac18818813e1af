package anax.bench.net;

import anax.bench.measure.ProcessorTime;
import anax.netstack.engine.PacketAccount;
import anax.netstack.inspect.StackInquiry;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.Partition;
import anax.runtime.clock.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a host does, second by second, in one line.
///
/// Owner: the thread that prints. Allocates. Blocks until the stack has answered, for a while at most.
public final class HostStatus {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final double NS_PER_S = 1e9;
    private static final double PERCENT = 100;
    private static final int SECONDS = 60;

    private final DeviceHost host;
    private final Clock clock;
    private final StackInquiry inquiry;
    private final ProcessorTime processorTime = new ProcessorTime();
    private final long begunNs;
    private Figures before;

    /// What was counted up to some moment.
    private record Figures(
            long atNs,
            long processorNs,
            long packetsIn,
            long octetsIn,
            long packetsOut,
            long octetsOut,
            long dropped,
            int connections) {}

    /// What one partition counted.
    private record Part(long received, long sent, long dropped, int connections) {
        static Part of(Partition partition) {
            PacketAccount account = partition.environment().account();
            long dropped = 0;
            for (DropReason reason : DropReason.values()) {
                dropped += account.droppedInCount(reason) + account.droppedOutCount(reason);
            }
            return new Part(
                    account.receivedCount(),
                    account.sentCount(),
                    dropped,
                    partition.tcp().flowCount());
        }
    }

    /// Makes one that counts from now on.
    ///
    /// @throws IOException if the stack does not answer
    public HostStatus(DeviceHost host, Clock clock) throws IOException, InterruptedException {
        this.host = host;
        this.clock = clock;
        inquiry = new StackInquiry(host.stack(), PATIENCE);
        begunNs = clock.nowNs();
        before = figures();
    }

    /// What has happened since the last line, and what there is.
    public String line() throws InterruptedException {
        Figures now;
        try {
            now = figures();
        } catch (IOException held) {
            return time(clock.nowNs()) + "  " + held.getMessage();
        }
        double seconds = Math.max(1, now.atNs - before.atNs) / NS_PER_S;
        String text = String.format(
                Locale.ROOT,
                "%s  in %.0f pkt/s %s  out %.0f pkt/s %s  %d conn  %d dropped  cpu %.1f %%",
                time(now.atNs),
                (now.packetsIn - before.packetsIn) / seconds,
                rate((now.octetsIn - before.octetsIn) / seconds),
                (now.packetsOut - before.packetsOut) / seconds,
                rate((now.octetsOut - before.octetsOut) / seconds),
                now.connections,
                now.dropped,
                PERCENT * (now.processorNs - before.processorNs) / NS_PER_S / seconds);
        before = now;
        if (!host.captureFailure().isEmpty()) {
            return text + "  capture ended: " + host.captureFailure();
        }
        return host.missedByCapture() == 0 ? text : text + "  " + host.missedByCapture() + " not captured";
    }

    private Figures figures() throws IOException, InterruptedException {
        List<Part> parts = inquiry.ask(Part::of);
        long octetsIn = 0;
        long octetsOut = 0;
        for (int queue = 0; queue < host.link().queues(); queue++) {
            octetsIn += host.link().counters(queue).octetsIn();
            octetsOut += host.link().counters(queue).octetsOut();
        }
        return new Figures(
                clock.nowNs(),
                processorTime.ofProcessNs(),
                parts.stream().mapToLong(Part::received).sum(),
                octetsIn,
                parts.stream().mapToLong(Part::sent).sum(),
                octetsOut,
                parts.stream().mapToLong(Part::dropped).sum(),
                parts.stream().mapToInt(Part::connections).sum());
    }

    private String time(long nowNs) {
        long seconds = (long) ((nowNs - begunNs) / NS_PER_S);
        return String.format(Locale.ROOT, "%d:%02d", seconds / SECONDS, seconds % SECONDS);
    }

    /// Octets in a second, with three digits that mean something.
    static String rate(double octets) {
        String[] units = {"B/s", "kB/s", "MB/s", "GB/s"};
        double value = octets;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
