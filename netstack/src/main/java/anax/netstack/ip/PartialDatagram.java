package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.Arrays;

/// A datagram of which some fragments have come, in the order of their places.
///
/// Owner: the reassembly of one partition, which uses it again and again. Allocates when a datagram has more
/// fragments than any before. Never blocks. Bound: [Reassembly#MOST_FRAGMENTS].
///
/// No octet is ever taken from two fragments: what overlaps was made by somebody who wants two readers to see
/// different datagrams, so all of it is dropped (RFC 5722, which speaks of IPv6; the reason holds for IPv4). The very
/// same part once more is what a network does that duplicates, and does no harm (RFC 8200, section 4.5).
final class PartialDatagram implements TimerHandler {
    private static final int UNIT = 8;
    private static final int FIRST_CAPACITY = 8;
    private static final int UNKNOWN = -1;

    // Codepoints of RFC 3168, section 5: CE and Not-ECT.
    private static final int MARKED = 3;
    private static final int UNMARKABLE = 0;

    private final Reassembly reassembly;
    private final EngineEnvironment environment;
    private final Timer timer;
    private final Ipv4Header header = new Ipv4Header();
    private Packet[] fragments = new Packet[FIRST_CAPACITY];
    private int[] from = new int[FIRST_CAPACITY];
    private int[] until = new int[FIRST_CAPACITY];
    private int count;
    private int octets;
    private int payloadLength;
    private boolean condemned;
    private boolean anyMarked; // by a router (RFC 3168)
    private boolean anyUnmarkable; // of a sender that would not see a mark
    private int src;
    private int dst;
    private int identification;
    private int protocol;

    PartialDatagram(Reassembly reassembly, EngineEnvironment environment) {
        this.reassembly = reassembly;
        this.environment = environment;
        timer = environment.newTimer(this, 0);
    }

    /// Begins with another datagram.
    void begin(Ipv4Header ip, long deadlineNs) {
        src = ip.src();
        dst = ip.dst();
        identification = ip.identification();
        protocol = ip.protocol();
        count = 0;
        octets = 0;
        payloadLength = UNKNOWN;
        condemned = false;
        anyMarked = false;
        anyUnmarkable = false;
        environment.schedule(timer, deadlineNs);
    }

    /// True if a fragment belongs to it (RFC 791, section 3.2).
    boolean isOf(Ipv4Header ip) {
        return identification == ip.identification() && src == ip.src() && dst == ip.dst() && protocol == ip.protocol();
    }

    /// Takes a fragment.
    ///
    /// @return null if it is kept; else why not, and it is still the caller's
    DropReason add(Packet fragment, Ipv4Header ip) {
        if (condemned) {
            return DropReason.FRAGMENT_OVERLAP;
        }
        final int begin = ip.fragmentOffset();
        final int end = begin + ip.payloadLength();
        if (!isWellFormed(ip, end)) {
            return DropReason.FRAGMENT_MALFORMED;
        }
        int place = count;
        while (place > 0 && from[place - 1] >= begin) {
            place--;
        }
        if (place < count && from[place] == begin && until[place] == end) {
            return DropReason.FRAGMENT_DUPLICATE;
        }
        if ((place < count && from[place] < end) || (place > 0 && until[place - 1] > begin)) {
            return DropReason.FRAGMENT_OVERLAP;
        }
        if (count == Reassembly.MOST_FRAGMENTS) {
            return DropReason.FRAGMENT_MEMORY;
        }
        insert(place, fragment, begin, end);
        anyMarked |= ip.ecn() == MARKED;
        anyUnmarkable |= ip.ecn() == UNMARKABLE;
        if (!ip.moreFragments()) {
            payloadLength = end;
        }
        return null;
    }

    /// True if no octet is missing.
    boolean isWhole() {
        return octets == payloadLength && payloadLength + firstHeaderLength() <= Ipv4Header.MAX_LENGTH;
    }

    /// True if a fragment was marked while another one may not be: no router does that, and the datagram must not
    /// come with a mark, nor without (RFC 3168, section 5.3).
    boolean isMarkedAgainstItsWill() {
        return anyMarked && anyUnmarkable;
    }

    /// Octets of the whole datagram. Only if it is whole.
    int totalLength() {
        return payloadLength + firstHeaderLength();
    }

    /// Fragments that have come.
    int count() {
        return count;
    }

    /// The fragment that the datagram begins with; null if it has not come.
    Packet first() {
        return count > 0 && from[0] == 0 ? fragments[0] : null;
    }

    /// Puts the datagram together, with the link and IP headers of its first fragment. Its fragments end here.
    void joinInto(Packet whole) {
        environment.cancel(timer);
        final Packet first = fragments[0];
        final int headerLength = firstHeaderLength();
        final int at = whole.offset();
        final int linkHeader = first.networkOffset() - first.frameOffset();
        whole.range(at, totalLength()).frameOffset(at - linkHeader);
        whole.buffer().putBytes(at - linkHeader, first.buffer(), first.frameOffset(), linkHeader);
        whole.buffer().putBytes(at, first.buffer(), first.networkOffset(), headerLength);
        for (int i = 0; i < count; i++) {
            final Packet fragment = fragments[i];
            whole.buffer()
                    .putBytes(
                            at + headerLength + from[i],
                            fragment.buffer(),
                            fragment.transportOffset(),
                            until[i] - from[i]);
        }
        header.wrapJoined(whole.buffer(), at, whole.length());
        if (anyMarked && header.ecn() != MARKED) {
            header.ecn(MARKED).fillChecksum();
        }
        whole.networkOffset(at)
                .transportOffset(at + headerLength)
                .protocol(protocol)
                .endpoints(src, dst, 0, 0)
                .interfaceIndex(first.interfaceIndex())
                .linkGroup(first.isLinkGroup())
                .arrivedNs(first.arrivedNs());
        for (int i = 0; i < count; i++) {
            environment.merge(fragments[i]);
            fragments[i] = null;
        }
        count = 0;
    }

    /// Drops what has come.
    void dropAll(DropReason reason) {
        environment.cancel(timer);
        drop(reason);
    }

    /// Drops what has come, and will drop what is still to come, until its time is up (RFC 5722, section 4).
    void condemn() {
        drop(DropReason.FRAGMENT_OVERLAP);
        condemned = true;
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        reassembly.onTimeout(this);
    }

    private void drop(DropReason reason) {
        for (int i = 0; i < count; i++) {
            environment.drop(fragments[i], reason);
            fragments[i] = null;
        }
        count = 0;
        octets = 0;
    }

    /// RFC 791, section 3.2: a fragment has octets, all but the last have a multiple of 8, and none lies behind
    /// the end of the longest datagram.
    static boolean canBeFragment(Ipv4Header ip) {
        final int octets = ip.payloadLength();
        if (octets == 0 || (ip.moreFragments() && octets % UNIT != 0)) {
            return false;
        }
        return ip.fragmentOffset() + octets <= Ipv4Header.MAX_LENGTH - Ipv4Header.MIN_HEADER_LENGTH;
    }

    /// Nothing lies behind the last fragment, and there is one.
    private boolean isWellFormed(Ipv4Header ip, int end) {
        final boolean isLast = !ip.moreFragments();
        if (!canBeFragment(ip)) {
            return false;
        }
        if (payloadLength != UNKNOWN) {
            return isLast ? end == payloadLength : end < payloadLength;
        }
        return !isLast || count == 0 || until[count - 1] <= end;
    }

    private int firstHeaderLength() {
        final Packet first = first();
        return first == null ? 0 : first.transportOffset() - first.networkOffset();
    }

    private void insert(int place, Packet fragment, int begin, int end) {
        if (count == fragments.length) {
            final int longer = 2 * count;
            fragments = Arrays.copyOf(fragments, longer);
            from = Arrays.copyOf(from, longer);
            until = Arrays.copyOf(until, longer);
        }
        final int moved = count - place;
        System.arraycopy(fragments, place, fragments, place + 1, moved);
        System.arraycopy(from, place, from, place + 1, moved);
        System.arraycopy(until, place, until, place + 1, moved);
        fragments[place] = fragment;
        from[place] = begin;
        until[place] = end;
        count++;
        octets += end - begin;
    }
}
