package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryLevel;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import java.util.ArrayList;
import java.util.List;

/// Puts datagrams together from their fragments (RFC 791, section 3.2; RFC 1122, section 3.3.2; RFC 5722 for
/// overlaps; RFC 3168, section 5.3, for congestion marks).
///
/// Owner: one partition: all fragments between two hosts come to the same. Allocates when more datagrams are under
/// way at once than ever before. Never blocks. Bounds: [#MOST_DATAGRAMS] under way and [#MOST_PACKETS] fragments
/// held; at either the oldest other datagram under way is given up. Each has [#TIME_NS] and [#MOST_FRAGMENTS]. When
/// memory is short ([MemoryLevel#SHORT]) all are given up, and none is begun.
public final class Reassembly {
    /// The most datagrams that are under way at once.
    public static final int MOST_DATAGRAMS = 256;

    /// The most fragments that are held at once.
    public static final int MOST_PACKETS = 2_048;

    /// The most fragments of one datagram: enough for the longest over a link with the least MTU that is in use.
    /// Less than [#MOST_PACKETS], so that at that bound there is always another datagram to give up.
    public static final int MOST_FRAGMENTS = 1_024;

    /// How long a datagram's fragments may take to come (RFC 1122, section 3.3.2, asks for 60 to 120 s).
    public static final long TIME_NS = 60_000_000_000L;

    private final EngineEnvironment environment;
    private final IcmpErrors errors;
    private final List<PartialDatagram> underWay = new ArrayList<>(); // oldest first
    private final List<PartialDatagram> spare = new ArrayList<>();
    private int held;

    /// Makes a reassembly with nothing under way.
    ///
    /// @param errors tells senders that time is up
    public Reassembly(EngineEnvironment environment, IcmpErrors errors) {
        this.environment = environment;
        this.errors = errors;
    }

    /// Takes a fragment, which is no longer the caller's.
    ///
    /// @param ip the view of its header
    /// @return the whole datagram if this was the last that was missing; else null
    Packet add(Packet fragment, Ipv4Header ip) {
        if (environment.memory().level().isAtLeast(MemoryLevel.SHORT)) {
            giveUpAll();
            environment.drop(fragment, DropReason.FRAGMENT_MEMORY);
            return null;
        }
        PartialDatagram datagram = find(ip);
        if (datagram == null) {
            if (!PartialDatagram.canBeFragment(ip)) {
                environment.drop(fragment, DropReason.FRAGMENT_MALFORMED);
                return null;
            }
            datagram = begin(ip);
        }
        final DropReason refused = datagram.add(fragment, ip);
        if (refused != null) {
            environment.drop(fragment, refused);
            if (refused == DropReason.FRAGMENT_OVERLAP) {
                held -= datagram.count();
                datagram.condemn();
            } else if (refused != DropReason.FRAGMENT_DUPLICATE) {
                giveUp(datagram, refused);
            }
            return null;
        }
        held++;
        while (held > MOST_PACKETS) {
            giveUp(oldestBut(datagram), DropReason.FRAGMENT_MEMORY);
        }
        return datagram.isWhole() ? join(datagram) : null;
    }

    /// Fragments that are held.
    public int held() {
        return held;
    }

    /// Datagrams under way.
    public int underWay() {
        return underWay.size();
    }

    /// The rest did not come in time. Who sent it learns of it if the first fragment came.
    void onTimeout(PartialDatagram datagram) {
        final Packet first = datagram.first();
        if (first != null) {
            errors.reassemblyTimeExceeded(first);
        }
        giveUp(datagram, DropReason.FRAGMENT_TIMEOUT);
    }

    private void giveUpAll() {
        while (!underWay.isEmpty()) {
            giveUp(underWay.getLast(), DropReason.FRAGMENT_MEMORY);
        }
    }

    private PartialDatagram find(Ipv4Header ip) {
        for (int i = underWay.size() - 1; i >= 0; i--) {
            if (underWay.get(i).isOf(ip)) {
                return underWay.get(i);
            }
        }
        return null;
    }

    private PartialDatagram oldestBut(PartialDatagram spared) {
        return underWay.getFirst() == spared ? underWay.get(1) : underWay.getFirst();
    }

    private PartialDatagram begin(Ipv4Header ip) {
        if (underWay.size() == MOST_DATAGRAMS) {
            giveUp(underWay.getFirst(), DropReason.FRAGMENT_MEMORY);
        }
        final PartialDatagram datagram = spare.isEmpty() ? new PartialDatagram(this, environment) : spare.removeLast();
        datagram.begin(ip, environment.nowNs() + TIME_NS);
        underWay.add(datagram);
        return datagram;
    }

    private Packet join(PartialDatagram datagram) {
        if (datagram.isMarkedAgainstItsWill()) {
            giveUp(datagram, DropReason.FRAGMENT_MARKED);
            return null;
        }
        final Packet whole = environment.allocate(datagram.totalLength());
        if (whole == null) {
            giveUp(datagram, DropReason.POOL_EXHAUSTED);
            return null;
        }
        held -= datagram.count();
        datagram.joinInto(whole);
        end(datagram);
        environment.account().joined();
        return whole;
    }

    private void giveUp(PartialDatagram datagram, DropReason reason) {
        held -= datagram.count();
        datagram.dropAll(reason);
        end(datagram);
    }

    private void end(PartialDatagram datagram) {
        underWay.remove(datagram);
        spare.add(datagram);
    }
}
