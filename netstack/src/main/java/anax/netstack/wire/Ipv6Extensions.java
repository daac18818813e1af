package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/// The extension headers between an IPv6 header and its payload (RFC 8200, section 4): one walk over them.
///
/// Owner: the owner of the packet that it last walked. Allocates nothing, never blocks. A chain of more than
/// [#MAX_HEADERS] is refused.
///
/// Whether a chain is well formed is all that [#wrap] decides. What it says about options and routes that nobody
/// knows is for IPv6 input to act on, which also knows whom an error may be sent to.
public final class Ipv6Extensions {
    /// RFC 8200, section 4.1, has six kinds, of which destination options may come twice: seven at the most.
    public static final int MAX_HEADERS = 7;

    /// Next header: options that each router looks at. Stands first or nowhere.
    public static final int HOP_BY_HOP = 0;

    /// Next header: a route.
    public static final int ROUTING = 43;

    /// Next header: a fragment.
    public static final int FRAGMENT = 44;

    /// Next header: an encrypted payload (RFC 4303). To us that is a payload of unknown protocol.
    public static final int ESP = 50;

    /// Next header: an authentication header (RFC 4302).
    public static final int AUTHENTICATION = 51;

    /// Next header: nothing follows.
    public static final int NONE = 59;

    /// Next header: options for the destination.
    public static final int DESTINATION_OPTIONS = 60;

    /// What to do about an unknown option: nothing, go on.
    public static final int SKIP = 0;

    /// What to do about an unknown option: drop the packet.
    public static final int DROP = 1;

    /// What to do about an unknown option: drop the packet and say so, to whomever it was sent.
    public static final int DROP_AND_TELL = 2;

    /// What to do about an unknown option: drop the packet and say so, unless it was sent to a group.
    public static final int DROP_AND_TELL_UNLESS_GROUP = 3;

    private static final int UNIT = 8;
    private static final int NEXT = 0;
    private static final int LENGTH = 1;
    private static final int SEGMENTS_LEFT = 3;
    private static final int FRAGMENT_WORD = 2;
    private static final int FRAGMENT_IDENTIFICATION = 4;
    private static final int FRAGMENT_LENGTH = 8;
    private static final int MORE_FRAGMENTS = 1;
    private static final int FRAGMENT_OFFSET = 0xFFF8;

    private static final int PAD_1 = 0;
    private static final int PAD_N = 1;
    private static final int ROUTER_ALERT = 5;
    private static final int ROUTER_ALERT_DATA = 2;
    private static final int NOWHERE = -1;

    private DirectBuffer buffer;
    private int end;
    private int place;
    private int nextHeader;
    private int fragment;
    private int segmentsLeft;
    private int routerAlert;
    private int unknownOption;
    private int unknownAction;

    /// Walks the chain of a packet. False if a header or an option leaves the payload, if hop-by-hop options do
    /// not stand first, if there is a second fragment header, or if there are more than [#MAX_HEADERS]: then call
    /// no accessor.
    ///
    /// Behind the header of a fragment that is not the first one there are no headers, and the walk ends.
    ///
    /// @param offset where the payload of the IPv6 header begins
    /// @param length octets of that payload
    /// @param nextHeader what the IPv6 header says that follows
    public boolean wrap(DirectBuffer buffer, int offset, int length, int nextHeader) {
        this.buffer = buffer;
        this.nextHeader = nextHeader;
        end = offset + length;
        place = offset;
        fragment = NOWHERE;
        segmentsLeft = 0;
        routerAlert = NOWHERE;
        unknownOption = NOWHERE;
        unknownAction = SKIP;
        for (int count = 0; isExtension(this.nextHeader); count++) {
            boolean misplaced = this.nextHeader == HOP_BY_HOP && count > 0;
            if (count == MAX_HEADERS || misplaced || !walkOne()) {
                this.buffer = null;
                return false;
            }
            if (isFragment() && fragmentOffset() > 0) {
                return true;
            }
        }
        return true;
    }

    /// What the payload is, 0 to 255; [#NONE] if there is none. Of a fragment that is not the first one: what
    /// follows the fragment header in the first one, which may be an extension header.
    public int protocol() {
        return nextHeader;
    }

    /// Where in the buffer the payload begins.
    public int payloadOffset() {
        return place;
    }

    /// Octets of payload.
    public int payloadLength() {
        return end - place;
    }

    /// Whether there is a fragment header. It may say that the packet is whole (RFC 6946).
    public boolean isFragment() {
        return fragment != NOWHERE;
    }

    /// Where the fragment header begins in the buffer.
    public int fragmentHeaderOffset() {
        return fragment;
    }

    /// Where this fragment belongs, in octets: 0 to 65528, in eights.
    public int fragmentOffset() {
        return buffer.getShort(fragment + FRAGMENT_WORD, BIG_ENDIAN) & FRAGMENT_OFFSET;
    }

    /// Whether other fragments follow this one.
    public boolean moreFragments() {
        return (buffer.getShort(fragment + FRAGMENT_WORD, BIG_ENDIAN) & MORE_FRAGMENTS) != 0;
    }

    /// What the fragments of a packet have in common.
    public int fragmentIdentification() {
        return buffer.getInt(fragment + FRAGMENT_IDENTIFICATION, BIG_ENDIAN);
    }

    /// How many nodes a route still names; 0 without one. As no kind of route is known here, a packet with more
    /// is to be dropped (RFC 8200, section 4.4).
    public int segmentsLeft() {
        return segmentsLeft;
    }

    /// Whether there is a Router Alert (RFC 2711).
    public boolean hasRouterAlert() {
        return routerAlert != NOWHERE;
    }

    /// What the Router Alert is about; 0 is multicast listener discovery.
    public int routerAlertValue() {
        assert hasRouterAlert() : "there is no Router Alert";
        return buffer.getShort(routerAlert + ROUTER_ALERT_DATA, BIG_ENDIAN) & 0xFFFF;
    }

    /// What to do about the first option that is unknown and not to be skipped (RFC 8200, section 4.2); [#SKIP]
    /// if there is none.
    public int unknownOptionAction() {
        return unknownAction;
    }

    /// Where that option begins in the buffer.
    public int unknownOptionOffset() {
        assert unknownAction != SKIP : "no unknown option is to be acted on";
        return unknownOption;
    }

    /// Whether the number is that of a header which the walk steps over.
    public static boolean isExtension(int nextHeader) {
        return switch (nextHeader) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS -> true;
            default -> false;
        };
    }

    private boolean walkOne() {
        int room = end - place;
        if (room < UNIT) {
            return false;
        }
        int length = headerLength();
        if (length > room || !isWellFormed(length)) {
            return false;
        }
        nextHeader = octet(place + NEXT);
        place += length;
        return true;
    }

    /// RFC 8200 counts in eights, without the first; RFC 4302 in fours, without the first two. A fragment header
    /// has no length.
    private int headerLength() {
        return switch (nextHeader) {
            case FRAGMENT -> FRAGMENT_LENGTH;
            case AUTHENTICATION -> (octet(place + LENGTH) + 2) * Integer.BYTES;
            default -> (octet(place + LENGTH) + 1) * UNIT;
        };
    }

    private boolean isWellFormed(int length) {
        switch (nextHeader) {
            case HOP_BY_HOP, DESTINATION_OPTIONS -> {
                return areOptionsWellFormed(place + length);
            }
            case ROUTING -> segmentsLeft = Math.max(segmentsLeft, octet(place + SEGMENTS_LEFT));
            case FRAGMENT -> {
                boolean second = isFragment();
                fragment = place;
                return !second;
            }
            default -> {
                return length % UNIT == 0;
            }
        }
        return true;
    }

    private boolean areOptionsWellFormed(int optionsEnd) {
        int option = place + 2;
        while (option < optionsEnd) {
            int type = octet(option);
            if (type == PAD_1) {
                option++;
            } else {
                if (optionsEnd - option < 2 || optionsEnd - option < 2 + octet(option + LENGTH)) {
                    return false;
                }
                if (!isOptionWellFormed(option, type)) {
                    return false;
                }
                option += 2 + octet(option + LENGTH);
            }
        }
        return true;
    }

    private boolean isOptionWellFormed(int option, int type) {
        if (type == ROUTER_ALERT && nextHeader == HOP_BY_HOP) {
            routerAlert = option;
            return octet(option + LENGTH) == ROUTER_ALERT_DATA;
        }
        if (type != PAD_N && unknownAction == SKIP) {
            unknownAction = type >>> 6;
            unknownOption = option;
        }
        return true;
    }

    private int octet(int place) {
        return buffer.getByte(place) & 0xFF;
    }
}
