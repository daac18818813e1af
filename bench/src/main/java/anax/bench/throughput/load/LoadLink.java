package anax.bench.throughput.load;

import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import anax.runtime.clock.Clock;

/// The device that the clients stand behind: one queue for each CPU, raw IP, checksums done by the device, and
/// segmentation where it is asked for.
///
/// Owner: whoever made it; its queues belong to one CPU each. Allocates when made. Never blocks.
final class LoadLink implements Link {
    private static final int MTU = 1_500;
    private static final int LONGEST_SEGMENT = 65_535;

    private final LinkCapabilities capabilities;
    private final LoadQueue[] queues;
    private final Credits credits;
    private final Notes[][] notes; // by who has seen what, and whose it is
    private volatile boolean closed;

    LoadLink(Flows flows, Traffic traffic, boolean offloads, boolean alone, Terms terms, Clock clock) {
        capabilities = new LinkCapabilities(true, offloads ? LONGEST_SEGMENT : 0);
        credits = new Credits(flows.cpus());
        notes = new Notes[flows.cpus()][flows.cpus()];
        queues = new LoadQueue[flows.cpus()];
        for (int index = 0; index < queues.length; index++) {
            for (int to = 0; to < queues.length; to++) {
                if (traffic.job().isTcp() && to != index) {
                    notes[index][to] = new Notes(queues.length);
                }
            }
        }
        for (int index = 0; index < queues.length; index++) {
            queues[index] = new LoadQueue(index, this, flows, traffic, offloads, alone, credits, terms, clock);
        }
    }

    /// What one queue has seen of clients of another one.
    Notes notes(int by, int to) {
        return notes[by][to];
    }

    LoadQueue load(int index) {
        return queues[index];
    }

    /// What has been allowed on each queue so far; when nothing is under way.
    long[] baseline() {
        long[] granted = new long[queues.length];
        for (int queue = 0; queue < granted.length; queue++) {
            granted[queue] = credits.granted(queue);
        }
        return granted;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "load";
    }

    @Override
    public LinkType type() {
        return LinkType.RAW_IP;
    }

    @Override
    public int mtu() {
        return MTU;
    }

    @Override
    public long address() {
        return 0;
    }

    @Override
    public LinkCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int queues() {
        return queues.length;
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    @Override
    public void close() {
        closed = true;
    }
}
