package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.MacAddress;
import anax.runtime.timer.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/// One partition's neighbours on Ethernet links: gives each datagram its frame's header, and asks for addresses that
/// it does not know (RFC 826; RFC 1122, section 2.3.2).
///
/// Owner: one partition; each has its own and asks on its own, what an answer says visits all. Allocates when a
/// neighbour is first wanted. Never blocks. Bounds: [#MOST_NEIGHBORS], beyond which the one goes that was not used
/// for longest; [#MOST_WAITING] datagrams for each whose address is not known yet, beyond which the oldest is
/// dropped, so that the newest goes out when the answer comes; and [#MOST_WAITING_TOGETHER], beyond which the newest
/// is dropped.
public final class Neighbors {
    /// The most neighbours that a partition remembers.
    public static final int MOST_NEIGHBORS = 4_096;

    /// The most datagrams that wait for one neighbour's answer: all fragments of the longest one over an
    /// Ethernet.
    public static final int MOST_WAITING = 64;

    /// The most datagrams that wait for answers of all neighbours together: far fewer than a pool has packets, or
    /// whoever has us answer to hosts that do not exist keeps us from answering anybody.
    public static final int MOST_WAITING_TOGETHER = 1_024;

    /// How often a neighbour is asked for before it is given up.
    static final int MOST_ASKED = 3;

    /// No neighbour is asked for more often than this (RFC 1122, section 2.3.2.1).
    static final long ASK_EVERY_NS = 1_000_000_000L;

    /// How long an address is believed before it is asked for again.
    static final long BELIEVED_NS = 60_000_000_000L;

    private static final int FRAME_OCTETS = EthernetHeader.HEADER_LENGTH + ArpHeader.LENGTH;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final RedirectCache redirects;
    private final Long2ObjectHashMap<Neighbor> byAddress = new Long2ObjectHashMap<>();
    private final List<Neighbor> inTurn = new ArrayList<>();
    private final EthernetHeader ethernet = new EthernetHeader();
    private final ArpHeader arp = new ArpHeader();
    private int hand;
    private int waiting;

    /// Makes an empty table.
    ///
    /// @param redirects is told of routers that do not answer
    public Neighbors(EngineEnvironment environment, InterfaceTable interfaces, RedirectCache redirects) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.redirects = redirects;
    }

    /// Sends a datagram to a host on an interface's link; it is no longer the caller's.
    ///
    /// @param nextHop the host: the destination itself, or a router
    public void send(Packet packet, NetworkInterface by, int nextHop) {
        if (by.type() == LinkType.RAW_IP) {
            leave(packet, by);
        } else if (interfaces.isBroadcast(nextHop)) {
            transmit(packet, by, MacAddress.BROADCAST);
        } else if (Ipv4Addresses.isMulticast(nextHop)) {
            transmit(packet, by, MacAddress.ofIpv4Group(nextHop));
        } else {
            sendTo(by, nextHop, packet);
        }
    }

    /// Learns a neighbour's address from what it said.
    ///
    /// @param evenIfUnwanted whether to remember it though nobody here asked: it has just asked for us, and will
    ///                       want an answer
    public void learn(NetworkInterface via, int address, long hardware, boolean evenIfUnwanted) {
        final Neighbor neighbor = evenIfUnwanted ? neighbor(via, address) : byAddress.get(key(via, address));
        if (neighbor == null) {
            return;
        }
        neighbor.hardware = hardware;
        neighbor.isKnown = true;
        neighbor.isWanted = false;
        neighbor.asked = 0;
        environment.schedule(neighbor.timer, environment.nowNs() + BELIEVED_NS);
        Packet packet;
        while ((packet = neighbor.waiting.poll()) != null) {
            waiting--;
            transmit(packet, via, hardware);
        }
    }

    /// Sends an ARP packet.
    ///
    /// @param to the station that the frame goes to
    public void sendArp(NetworkInterface by, long to, int operation, int senderIp, long targetHardware, int targetIp) {
        final Packet packet = environment.originate(FRAME_OCTETS);
        if (packet == null) {
            return;
        }
        packet.range(packet.offset(), ArpHeader.LENGTH)
                .networkOffset(packet.offset())
                .interfaceIndex(by.index());
        arp.wrapNew(packet.buffer(), packet.offset())
                .operation(operation)
                .sender(by.hardware(), senderIp)
                .target(targetHardware, targetIp);
        frame(packet, by, to, EthernetHeader.ARP);
        leave(packet, by);
    }

    /// How many datagrams wait for answers.
    public int waiting() {
        return waiting;
    }

    /// Whether datagrams wait for the answer of a neighbour.
    boolean isWaitingFor(NetworkInterface via, int address) {
        final Neighbor neighbor = byAddress.get(key(via, address));
        return neighbor != null && !neighbor.isKnown && neighbor.waiting.size() > 0;
    }

    /// How many neighbours it remembers.
    public int size() {
        return inTurn.size();
    }

    /// Shows every neighbour that it remembers.
    public void forEach(Consumer<NeighborListing> consumer) {
        inTurn.forEach(each -> consumer.accept(each.listing()));
    }

    /// The station address of a neighbour; -1 if it is not known.
    public long hardware(NetworkInterface via, int address) {
        final Neighbor neighbor = byAddress.get(key(via, address));
        return neighbor != null && neighbor.isKnown ? neighbor.hardware : -1;
    }

    /// Forgets a neighbour, and drops what waits for it.
    public void forget(NetworkInterface via, int address) {
        final Neighbor neighbor = byAddress.get(key(via, address));
        if (neighbor != null) {
            remove(neighbor.place);
        }
    }

    /// Forgets all neighbours on an interface's link, and drops what waits for them.
    public void forgetAll(int interfaceIndex) {
        for (int place = inTurn.size() - 1; place >= 0; place--) {
            if (inTurn.get(place).via.index() == interfaceIndex) {
                remove(place);
            }
        }
    }

    Timer newTimer(Neighbor neighbor) {
        return environment.newTimer(neighbor, 0);
    }

    /// An address was believed long enough, or an answer did not come.
    void onTimer(Neighbor neighbor, long nowNs) {
        if (neighbor.isKnown && !neighbor.isWanted && neighbor.asked == 0) {
            remove(neighbor.place); // nobody wants it
        } else if (neighbor.asked < MOST_ASKED) {
            ask(neighbor, nowNs);
        } else {
            redirects.forget(neighbor.address);
            remove(neighbor.place);
        }
    }

    private void sendTo(NetworkInterface by, int nextHop, Packet packet) {
        final Neighbor neighbor = neighbor(by, nextHop);
        neighbor.isWanted = true;
        if (neighbor.isKnown) {
            transmit(packet, neighbor.via, neighbor.hardware);
            return;
        }
        if (neighbor.waiting.size() == MOST_WAITING) {
            waiting--;
            environment.drop(neighbor.waiting.poll(), DropReason.ARP_QUEUE);
        }
        if (waiting == MOST_WAITING_TOGETHER) {
            environment.drop(packet, DropReason.ARP_QUEUE);
        } else {
            packet.makeWhole();
            neighbor.waiting.add(packet);
            waiting++;
        }
        if (neighbor.asked == 0) {
            ask(neighbor, environment.nowNs());
        }
    }

    /// Asks everybody, or, to see whether a known address is still right, the host itself (RFC 1122, section
    /// 2.3.2.1).
    private void ask(Neighbor neighbor, long nowNs) {
        final NetworkInterface by = neighbor.via;
        final int own = interfaces.sourceFor(by.index(), neighbor.address);
        if (own == Ipv4Addresses.ANY) {
            remove(neighbor.place); // to ask from no address is to claim the other's (RFC 5227, section 2.1.1)
            return;
        }
        neighbor.asked++;
        final long to = neighbor.isKnown ? neighbor.hardware : MacAddress.BROADCAST;
        sendArp(by, to, ArpHeader.REQUEST, own, 0, neighbor.address);
        environment.schedule(neighbor.timer, nowNs + ASK_EVERY_NS);
    }

    private Neighbor neighbor(NetworkInterface via, int address) {
        final long key = key(via, address);
        Neighbor neighbor = byAddress.get(key);
        if (neighbor == null) {
            if (inTurn.size() == MOST_NEIGHBORS) {
                remove(leastUsed());
            }
            neighbor = new Neighbor(this, via, address);
            byAddress.put(key, neighbor);
            neighbor.place = inTurn.size();
            inTurn.add(neighbor);
        }
        return neighbor;
    }

    /// The first, going round, that nobody used since the last time round.
    private int leastUsed() {
        while (true) {
            hand = hand + 1 < inTurn.size() ? hand + 1 : 0;
            final Neighbor candidate = inTurn.get(hand);
            if (!candidate.isWanted) {
                return hand;
            }
            candidate.isWanted = false;
        }
    }

    private void remove(int place) {
        final Neighbor neighbor = inTurn.get(place);
        final Neighbor last = inTurn.removeLast();
        if (last != neighbor) {
            inTurn.set(place, last);
            last.place = place;
        }
        byAddress.remove(key(neighbor.via, neighbor.address));
        environment.cancel(neighbor.timer);
        Packet packet;
        while ((packet = neighbor.waiting.poll()) != null) {
            waiting--;
            environment.drop(packet, DropReason.ARP_UNRESOLVED);
        }
    }

    private void transmit(Packet packet, NetworkInterface by, long to) {
        frame(packet, by, to, EthernetHeader.IPV4);
        leave(packet, by);
    }

    /// No way leads to an interface that is down, and what waited for its neighbours went with them.
    private void leave(Packet packet, NetworkInterface by) {
        assert interfaces.get(by.index()).isUp() : by.name() + " is down, and is sent by";
        environment.transmit(packet);
    }

    private void frame(Packet packet, NetworkInterface by, long to, int etherType) {
        final int at = packet.push(EthernetHeader.HEADER_LENGTH);
        ethernet.wrapNew(packet.buffer(), at, packet.length())
                .dst(to)
                .src(by.hardware())
                .etherType(etherType);
    }

    private static long key(NetworkInterface via, int address) {
        return (long) via.index() << Integer.SIZE | (address & 0xFFFF_FFFFL);
    }
}
