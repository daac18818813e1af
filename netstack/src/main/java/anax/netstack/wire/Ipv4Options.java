package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/// The options of an IPv4 header (RFC 791, section 3.1): a cursor over at most 40 octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. [#wrap] looks at all of
/// them once and answers whether they are well formed; [#next] then goes from one to the next:
///
/// ```java
/// if (!options.wrap(buffer, ip.optionsOffset(), ip.optionsLength())) {
///     return parameterProblem(Ipv4Header.MIN_HEADER_LENGTH + options.problem());
/// }
/// while (options.next()) {
///     switch (options.type()) { ... }
/// }
/// ```
public final class Ipv4Options {
    /// The most octets that options have.
    public static final int MAX_LENGTH = Ipv4Header.MAX_HEADER_LENGTH - Ipv4Header.MIN_HEADER_LENGTH;

    /// End of the options. [#next] stops there and never stands on it.
    public static final int END = 0;

    /// One octet that means nothing. [#next] steps over it.
    public static final int NO_OPERATION = 1;

    /// Routers write their addresses into it.
    public static final int RECORD_ROUTE = 7;

    /// Routers write the time into it.
    public static final int TIMESTAMP = 68;

    /// Addresses to go by, and any others between them.
    public static final int LOOSE_SOURCE_ROUTE = 131;

    /// Addresses to go by, and no others.
    public static final int STRICT_SOURCE_ROUTE = 137;

    /// Routers on the way look at the datagram (RFC 2113).
    public static final int ROUTER_ALERT = 148;

    /// How many octets the Router Alert has.
    public static final int ROUTER_ALERT_LENGTH = 4;

    /// Flag of a timestamp: times alone.
    public static final int TIMES = 0;

    /// Flag of a timestamp: each time behind the address of who wrote it.
    public static final int ADDRESSES_AND_TIMES = 1;

    /// Flag of a timestamp: as before, but the addresses are given.
    public static final int TIMES_OF_ADDRESSES = 3;

    private static final int NONE = -1;
    private static final int LENGTH = 1;
    private static final int POINTER = 2;
    private static final int OVERFLOW_AND_FLAG = 3;
    private static final int COPIED = 0x80;
    private static final int ROUTE_HEAD = 3;
    private static final int TIMESTAMP_HEAD = 4;

    private DirectBuffer buffer;
    private int first;
    private int end;
    private int at;
    private int following;
    private int problem;
    private boolean sourceRouted;
    private boolean routerAlert;

    /// Moves the cursor before the first option. False if an option has no room for itself, a length that it
    /// cannot have, or a pointer into its own head, or if there is a second source route (RFC 1122, section
    /// 3.2.1.8): then only [#problem] may be called. Options of unknown type need a length only.
    public boolean wrap(DirectBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        first = offset;
        end = offset + length;
        at = NONE;
        problem = NONE;
        sourceRouted = false;
        routerAlert = false;
        int place = offset;
        while (place < end && octet(place) != END) {
            if (octet(place) == NO_OPERATION) {
                place++;
            } else if (isWellFormed(place)) {
                place += octet(place + LENGTH);
            } else {
                problem = place - first;
                following = end;
                return false;
            }
        }
        following = first;
        end = place;
        return true;
    }

    /// Moves to the next option. False if there is none: then call no accessor of one option.
    public boolean next() {
        int place = following;
        while (place < end && octet(place) == NO_OPERATION) {
            place++;
        }
        if (place >= end) {
            at = NONE;
            following = end;
            return false;
        }
        at = place;
        following = place + octet(place + LENGTH);
        return true;
    }

    /// Where the option begins that made [#wrap] answer false, counted from the first octet of the options.
    public int problem() {
        assert problem != NONE : "the options are well formed";
        return problem;
    }

    /// Whether one of the options is a source route, loose or strict.
    public boolean hasSourceRoute() {
        return sourceRouted;
    }

    /// Whether one of the options is the Router Alert.
    public boolean hasRouterAlert() {
        return routerAlert;
    }

    /// What this option is, 2 to 255.
    public int type() {
        return octet(at);
    }

    /// Whether this option stands in each fragment of a datagram, not only in the first.
    public boolean isCopied() {
        return (octet(at) & COPIED) != 0;
    }

    /// Octets of this option, type and length included.
    public int length() {
        return octet(at + LENGTH);
    }

    /// Where this option begins in the buffer.
    public int offset() {
        return at;
    }

    /// The value of this Router Alert; 0 asks each router to look.
    public int routerAlertValue() {
        assert type() == ROUTER_ALERT : "type %d is no Router Alert".formatted(type());
        return buffer.getShort(at + POINTER, BIG_ENDIAN) & 0xFFFF;
    }

    /// Where in this route or timestamp the next entry goes, counted from 1 at its type octet: past [#length] if
    /// it is full.
    public int pointer() {
        assert isRoute(type()) || type() == TIMESTAMP : "type %d has no pointer".formatted(type());
        return octet(at + POINTER);
    }

    /// Whether this route or timestamp has no room for another entry. Of a source route: whether the datagram has
    /// come to its end.
    public boolean isFull() {
        return pointer() > length();
    }

    /// How many addresses this route has room for.
    public int addressCount() {
        assert isRoute(type()) : "type %d is no route".formatted(type());
        return (length() - ROUTE_HEAD) / Integer.BYTES;
    }

    /// One address of this route, from 0 to [#addressCount] - 1.
    public int address(int index) {
        assert index >= 0 && index < addressCount() : "address %d of %d".formatted(index, addressCount());
        return buffer.getInt(at + ROUTE_HEAD + index * Integer.BYTES, BIG_ENDIAN);
    }

    /// What this timestamp holds: [#TIMES], [#ADDRESSES_AND_TIMES] or [#TIMES_OF_ADDRESSES].
    public int timestampFlag() {
        assert type() == TIMESTAMP : "type %d is no timestamp".formatted(type());
        return octet(at + OVERFLOW_AND_FLAG) & 0xF;
    }

    /// How many routers found no room in this timestamp, 0 to 15.
    public int timestampOverflow() {
        assert type() == TIMESTAMP : "type %d is no timestamp".formatted(type());
        return octet(at + OVERFLOW_AND_FLAG) >>> 4;
    }

    /// Writes a Router Alert that asks each router to look (RFC 2113, section 2.1): [#ROUTER_ALERT_LENGTH]
    /// octets.
    public static void putRouterAlert(MutableDirectBuffer buffer, int offset) {
        buffer.putInt(offset, ROUTER_ALERT << 24 | ROUTER_ALERT_LENGTH << 16, BIG_ENDIAN);
    }

    private boolean isWellFormed(int place) {
        int room = end - place;
        if (room <= LENGTH) {
            return false;
        }
        int length = octet(place + LENGTH);
        if (length <= LENGTH || length > room) {
            return false;
        }
        return switch (octet(place)) {
            case RECORD_ROUTE -> isRouteWellFormed(place, length);
            case LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE -> isSourceRouteWellFormed(place, length);
            case TIMESTAMP -> isTimestampWellFormed(place, length);
            case ROUTER_ALERT -> {
                routerAlert = true;
                yield length == ROUTER_ALERT_LENGTH;
            }
            default -> true;
        };
    }

    private boolean isSourceRouteWellFormed(int place, int length) {
        boolean second = sourceRouted;
        sourceRouted = true;
        return !second && isRouteWellFormed(place, length);
    }

    /// RFC 791: "the smallest legal value for the pointer is 4", and entries are addresses.
    private boolean isRouteWellFormed(int place, int length) {
        return length >= ROUTE_HEAD
                && (length - ROUTE_HEAD) % Integer.BYTES == 0
                && isPointerWellFormed(octet(place + POINTER), ROUTE_HEAD, length, Integer.BYTES);
    }

    /// RFC 791: "the smallest legal value is 5", and entries are times, or addresses and times.
    private boolean isTimestampWellFormed(int place, int length) {
        if (length < TIMESTAMP_HEAD) {
            return false;
        }
        int entry = switch (octet(place + OVERFLOW_AND_FLAG) & 0xF) {
            case TIMES -> Integer.BYTES;
            case ADDRESSES_AND_TIMES, TIMES_OF_ADDRESSES -> 2 * Integer.BYTES;
            default -> 0;
        };
        return entry != 0
                && (length - TIMESTAMP_HEAD) % entry == 0
                && isPointerWellFormed(octet(place + POINTER), TIMESTAMP_HEAD, length, entry);
    }

    /// A pointer names the first octet of an entry, or any place past the end.
    private static boolean isPointerWellFormed(int pointer, int head, int length, int entry) {
        return pointer > length || (pointer > head && (pointer - head - 1) % entry == 0);
    }

    private static boolean isRoute(int type) {
        return type == RECORD_ROUTE || type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE;
    }

    private int octet(int place) {
        return buffer.getByte(place) & 0xFF;
    }
}
