package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.tcp.TcpResult;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import java.util.ArrayDeque;

/// One partition's share of a listener: who waits for its connections.
///
/// Owner: the partition. Allocates when more wait than ever before. Never blocks but the thread that waits. Bound:
/// connections that wait as the engine's backlog says.
///
/// A connection waits in the queue of the CPU that owns it, and a thread of that CPU takes it from there by a plain
/// call. Of a *shared* listener everybody may have every connection. Then requests wait at the port's own partition,
/// the home, and a partition whose queue is not empty makes it an offer: that somebody should be sent here. An offer
/// is answered by a request that is forwarded, which takes a connection, or is sent back if a thread here was faster.
/// So as long as a partition has connections, either its offer is out or somebody is on his way to it.
final class TcpAcceptors implements TcpEvents, TcpKeeper {
    private final NetworkStack stack;
    private final TcpAcceptors[] all; // by partition; of the others only what never changes is read
    private final int home;
    private final boolean shared;
    private final Partition partition;
    private final OwnedTcp owned;
    private final ArrayDeque<Lwkt> threads = new ArrayDeque<>(2); // of this CPU, of a listener that is not shared
    private final ArrayDeque<TcpRequest> watches = new ArrayDeque<>(2);

    // Of the home alone.
    private final ArrayDeque<TcpAccept> requests = new ArrayDeque<>(2);
    private final ArrayDeque<TcpAcceptors> offers = new ArrayDeque<>(2);

    // Of the others.
    private final Offer offer = new Offer();
    private boolean offered;

    TcpAcceptors(
            NetworkStack stack, TcpAcceptors[] all, int home, boolean shared, Partition partition, OwnedTcp owned) {
        this.stack = stack;
        this.all = all;
        this.home = home;
        this.shared = shared;
        this.partition = partition;
        this.owned = owned;
        owned.endpoint().events(this);
    }

    /// The oldest connection that waits here; null if there is none.
    OwnedTcp poll() {
        final TcpEndpoint accepted = owned.endpoint().accept();
        return accepted == null ? null : new OwnedTcp(partition.environment(), accepted);
    }

    boolean isClosed() {
        return owned.endpoint().isClosed();
    }

    /// Whether an accept would not wait.
    boolean isAcceptable() {
        return isClosed() || owned.endpoint().acceptable() > 0 || !offers.isEmpty();
    }

    /// Blocks the calling thread, which must be of this CPU, until there may be a connection here or time is up.
    void await(long untilNs) {
        final Lwkt self = Lwkt.current();
        threads.add(self);
        try {
            Lwkt.blockUntil("tcp accept", untilNs);
        } finally {
            threads.remove(self); // it is in there no longer if it was woken for a connection
        }
    }

    /// Serves a request for a connection: here if there is one, else elsewhere, else it waits at the home.
    ///
    /// @return the result, or [Message#ASYNC]
    int serve(TcpAccept request) {
        if (isClosed()) {
            return TcpResult.CLOSED;
        }
        if (isHome()) {
            requests.add(request);
            if (!request.isPatient() && !hasFor(requests.size())) {
                requests.removeLast();
                return TcpResult.WOULD_BLOCK;
            }
            serveRequests();
            return Message.ASYNC;
        }
        offered = false;
        final OwnedTcp accepted = poll();
        if (accepted == null) {
            stack.port(home).forwardMessage(request);
            return Message.ASYNC;
        }
        makeOffer();
        return request.accept(accepted);
    }

    /// Forgets a request that its originator gave up.
    ///
    /// @return false if it is not kept
    boolean forget(TcpAccept request) {
        return requests.remove(request);
    }

    @Override
    public int serve(TcpRequest watch) {
        final int result = watch.attempt();
        if (result != TcpResult.WOULD_BLOCK) {
            return result;
        }
        watches.add(watch);
        return Message.ASYNC;
    }

    @Override
    public boolean forget(TcpRequest watch) {
        return watches.remove(watch);
    }

    @Override
    public void onEvents(TcpEndpoint endpoint, int events) {
        if (!shared) {
            for (int wake = endpoint.acceptable(); wake > 0 && !threads.isEmpty(); wake--) {
                threads.poll().schedule();
            }
        } else if (isHome()) {
            serveRequests();
        } else {
            makeOffer();
        }
        serveWatches();
    }

    /// The listener was closed: whoever waits is told.
    void ended() {
        while (!threads.isEmpty()) {
            threads.poll().schedule();
        }
        while (!requests.isEmpty()) {
            requests.poll().replyMessage(TcpResult.CLOSED);
        }
        offers.clear();
        serveWatches();
    }

    private boolean isHome() {
        return partition.environment().partition() == home;
    }

    private boolean hasFor(int many) {
        return owned.endpoint().acceptable() + offers.size() >= many;
    }

    private void serveRequests() {
        while (!requests.isEmpty()) {
            final OwnedTcp accepted = poll();
            if (accepted != null) {
                final TcpAccept request = requests.poll();
                request.replyMessage(request.accept(accepted));
            } else if (!offers.isEmpty()) {
                stack.port(offers.poll().partitionNumber()).forwardMessage(requests.poll());
            } else {
                return;
            }
        }
    }

    private int partitionNumber() {
        return partition.environment().partition();
    }

    private void makeOffer() {
        if (!offered && owned.endpoint().acceptable() > 0) {
            offered = true;
            stack.port(home).sendMessage(offer);
        }
    }

    private void takeOffer(TcpAcceptors from) {
        if (isClosed()) {
            return;
        }
        offers.add(from);
        serveRequests();
        serveWatches();
    }

    private void serveWatches() {
        for (int left = watches.size(); left > 0; left--) {
            final TcpRequest watch = watches.poll();
            final int result = watch.attempt();
            if (result == TcpResult.WOULD_BLOCK) {
                watches.add(watch);
            } else {
                watch.replyMessage(result);
            }
        }
    }

    /// Tells the home that a connection waits here. Owner: as every message; it is here again when a request
    /// comes.
    private final class Offer extends StackMessage {
        private Offer() {
            replyTo(ReplyPort.SILENT);
        }

        @Override
        protected int serve(Partition atHome) {
            replyMessage(0); // first: who is sent for it may have it sent anew
            all[home].takeOffer(TcpAcceptors.this);
            return Message.ASYNC;
        }
    }
}
