package anax.netstack.stack;

import anax.netstack.link.DecoratedLink;
import anax.netstack.link.DecoratedQueue;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.PacketPool;

/// A link that is impaired from one time to another and as good as new before and after. What is on its way when it
/// is mended still comes as late as it would have.
///
/// Owner: one test.
public final class MendedLink extends DecoratedLink {
    private final ImpairedLink impaired;
    private final long badFromNs;
    private final long mendedNs;

    /// Makes one.
    public MendedLink(Link whole, Impairments impairments, long badFromNs, long mendedNs) {
        super(whole);
        this.badFromNs = badFromNs;
        this.mendedNs = mendedNs;
        impaired = new ImpairedLink(new Gate(whole), impairments);
    }

    private boolean isBad(long nowNs) {
        return nowNs - badFromNs >= 0 && nowNs - mendedNs < 0;
    }

    @Override
    public LinkQueue queue(int index) {
        return new Queue(inner().queue(index), impaired.queue(index));
    }

    @Override
    public void close() {
        impaired.close();
    }

    /// The link behind the impairments: nothing comes through while it is whole. Owner: that of the link.
    private final class Gate extends DecoratedLink {
        private Gate(Link whole) {
            super(whole);
        }

        @Override
        public LinkQueue queue(int index) {
            return new DecoratedQueue(inner().queue(index)) {
                @Override
                public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
                    return isBad(nowNs) ? super.poll(nowNs, limit, pool, sink) : 0;
                }
            };
        }
    }

    /// What comes by the path that is bad now, and what is still on its way on the other. Owner: one CPU.
    private final class Queue extends DecoratedQueue {
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
}
