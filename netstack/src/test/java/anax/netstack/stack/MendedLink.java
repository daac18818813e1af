package anax.netstack.stack;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;

/// A link that is impaired from one time to another and as good as new before and after. What is on its way when it
/// is mended still comes as late as it would have.
///
/// Owner: one test.
public final class MendedLink implements Link {
    private final Link whole;
    private final ImpairedLink impaired;
    private final long badFromNs;
    private final long mendedNs;

    /// Makes one.
    public MendedLink(Link whole, Impairments impairments, long badFromNs, long mendedNs) {
        this.whole = whole;
        this.badFromNs = badFromNs;
        this.mendedNs = mendedNs;
        impaired = new ImpairedLink(new Gate(), impairments);
    }

    private boolean isBad(long nowNs) {
        return nowNs - badFromNs >= 0 && nowNs - mendedNs < 0;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public LinkType type() {
        return whole.type();
    }

    @Override
    public int mtu() {
        return whole.mtu();
    }

    @Override
    public long address() {
        return whole.address();
    }

    @Override
    public LinkCapabilities capabilities() {
        return whole.capabilities();
    }

    @Override
    public int queues() {
        return whole.queues();
    }

    @Override
    public LinkQueue queue(int index) {
        return new Queue(whole.queue(index), impaired.queue(index));
    }

    @Override
    public void close() {
        impaired.close();
    }

    /// The link behind the impairments: nothing comes through while it is whole. Owner: that of the link.
    private final class Gate implements Link {
        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public LinkType type() {
            return whole.type();
        }

        @Override
        public int mtu() {
            return whole.mtu();
        }

        @Override
        public long address() {
            return whole.address();
        }

        @Override
        public LinkCapabilities capabilities() {
            return whole.capabilities();
        }

        @Override
        public int queues() {
            return whole.queues();
        }

        @Override
        public LinkQueue queue(int index) {
            return new Delegate(whole.queue(index)) {
                @Override
                public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
                    return isBad(nowNs) ? super.poll(nowNs, limit, pool, sink) : 0;
                }
            };
        }

        @Override
        public void close() {
            whole.close();
        }
    }

    /// What comes by the path that is bad now, and what is still on its way on the other. Owner: one CPU.
    private final class Queue extends Delegate {
        private final LinkQueue direct;

        private Queue(LinkQueue direct, LinkQueue impaired) {
            super(impaired);
            this.direct = direct;
        }

        @Override
        public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
            final int count = super.poll(nowNs, limit, pool, sink);
            return isBad(nowNs) ? count : count + direct.poll(nowNs, limit - count, pool, sink);
        }
    }

    /// Another queue. Owner: one CPU.
    private static class Delegate implements LinkQueue {
        private final LinkQueue inner;

        private Delegate(LinkQueue inner) {
            this.inner = inner;
        }

        @Override
        public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
            return inner.poll(nowNs, limit, pool, sink);
        }

        @Override
        public boolean send(Packet packet, long nowNs) {
            return inner.send(packet, nowNs);
        }

        @Override
        public void flush(long nowNs) {
            inner.flush(nowNs);
        }

        @Override
        public long nextDeadlineNs() {
            return inner.nextDeadlineNs();
        }

        @Override
        public boolean announceArrival(Runnable wakeUp) {
            return inner.announceArrival(wakeUp);
        }

        @Override
        public long lost() {
            return inner.lost();
        }
    }
}
