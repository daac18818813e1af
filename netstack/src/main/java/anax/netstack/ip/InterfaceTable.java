package anax.netstack.ip;

import java.util.Arrays;

/// One partition's copy of the interfaces, and whose an IPv4 address is.
///
/// Owner: one partition; changes visit every partition as messages. Allocates on a change. Never blocks. Bound:
/// [#MOST_INTERFACES]. An address among n is found in log n steps.
///
/// An address of which it is not known whether it is ours, or that turned out to be another's, is not in use (RFC
/// 5227, section 2.1.1): for input, output and ARP it is as if the host did not have it.
///
/// An address is the host's, not the interface's: what is for one of our addresses is taken from every interface, as
/// RFC 1122, section 3.3.4.2, allows (the weak model).
public final class InterfaceTable {
    /// The most interfaces that a stack has.
    public static final int MOST_INTERFACES = 256;

    private NetworkInterface[] byIndex = new NetworkInterface[0];
    private int[] unicast = new int[0];
    private int[] unicastInterface = new int[0];
    private int[] unicastPrefix = new int[0];
    private long[] unicastSorted = new long[0]; // addresses, and under each its place above
    private long[] broadcastSorted = new long[0];
    private int[] unused = new int[0];

    /// Puts an interface in, or another one in its place.
    ///
    /// @throws IllegalArgumentException if its number is too high
    public void put(NetworkInterface changed) {
        if (changed.index() >= MOST_INTERFACES) {
            throw new IllegalArgumentException("interface number " + changed.index()
                    + " was given; a stack has at most " + MOST_INTERFACES + ", numbered from 0");
        }
        if (changed.index() >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, changed.index() + 1);
        }
        byIndex[changed.index()] = changed;
        collectAddresses();
    }

    /// Says whether an IPv4 address may be used, if an interface has it; it may as long as nobody says otherwise.
    public void use(int address, boolean used) {
        final int at = indexOf(unused, address);
        if (used && at >= 0) {
            unused[at] = unused[unused.length - 1];
            unused = Arrays.copyOf(unused, unused.length - 1);
        } else if (!used && at < 0) {
            unused = append(unused, address);
        }
        collectAddresses();
    }

    /// The interface of a number; null if there is none.
    public NetworkInterface get(int index) {
        return index >= 0 && index < byIndex.length ? byIndex[index] : null;
    }

    /// One more than the highest number in use.
    public int size() {
        return byIndex.length;
    }

    /// True if an IPv4 address is one of ours, and in use.
    public boolean isOurs(int address) {
        return placeOf(unicastSorted, address) >= 0;
    }

    /// The number of the interface that has this IPv4 address in use; -1 if none has.
    public int interfaceOf(int address) {
        final int at = placeOf(unicastSorted, address);
        return at >= 0 ? unicastInterface[at] : -1;
    }

    /// True for 255.255.255.255 and the broadcast addresses of our networks (RFC 1122, section 3.2.1.3).
    public boolean isBroadcast(int address) {
        return address == Ipv4Addresses.LIMITED_BROADCAST || placeOf(broadcastSorted, address) >= 0;
    }

    /// The IPv4 address that an interface sends from if nobody chose one: the one on the network of the next hop,
    /// else its first.
    ///
    /// @return 0 if it has none in use, or is down
    public int sourceFor(int interfaceIndex, int nextHop) {
        int first = 0;
        for (int i = 0; i < unicast.length; i++) {
            if (unicastInterface[i] == interfaceIndex) {
                if (Ipv4Addresses.sameNetwork(unicast[i], nextHop, unicastPrefix[i])) {
                    return unicast[i];
                }
                first = first == 0 ? unicast[i] : first;
            }
        }
        return first;
    }

    /// True if an IPv4 address is on one of the networks that an interface is on, and is not the network's own
    /// number.
    boolean isOnLink(int interfaceIndex, int address) {
        final NetworkInterface by = get(interfaceIndex);
        for (int i = 0; by != null && i < by.addresses().size(); i++) {
            final InterfaceAddress own = by.addresses().get(i);
            if (own.address().isV4() && Ipv4Addresses.sameNetwork(own.address().v4(), address, own.prefixLength())) {
                return !own.hasBroadcast() || address != own.network().network().v4();
            }
        }
        return false;
    }

    /// The interface that groups and everybody are reached by if no route says (RFC 1112, section 6.1: there is
    /// to be a default): the first that is up, has an IPv4 address and leads to others; null if there is none.
    NetworkInterface firstForGroups() {
        for (int i = NetworkInterface.LOOPBACK + 1; i < byIndex.length; i++) {
            if (byIndex[i] != null && byIndex[i].isUp() && sourceFor(i, 0) != 0) {
                return byIndex[i];
            }
        }
        return null;
    }

    private void collectAddresses() {
        final int[] none = new int[0];
        unicast = none;
        unicastInterface = none;
        unicastPrefix = none;
        int[] broadcast = none;
        for (final NetworkInterface each : byIndex) {
            for (int i = 0; each != null && each.isUp() && i < each.addresses().size(); i++) {
                final InterfaceAddress own = each.addresses().get(i);
                collect(each.index(), own);
                if (own.hasBroadcast() && each.index() != NetworkInterface.LOOPBACK) {
                    broadcast = append(broadcast, own.broadcastV4());
                }
            }
        }
        unicastSorted = sorted(unicast);
        broadcastSorted = sorted(broadcast);
    }

    private void collect(int index, InterfaceAddress own) {
        if (own.address().isV4() && indexOf(unused, own.address().v4()) < 0) {
            unicast = append(unicast, own.address().v4());
            unicastInterface = append(unicastInterface, index);
            unicastPrefix = append(unicastPrefix, own.prefixLength());
        }
    }

    private static long[] sorted(int[] addresses) {
        final long[] sorted = new long[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            sorted[i] = (long) addresses[i] << Integer.SIZE | i;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /// The first place of an address, or -1.
    private static int placeOf(long[] sorted, int wanted) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            final int middle = (from + to) >>> 1;
            if ((int) (sorted[middle] >> Integer.SIZE) < wanted) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < sorted.length && (int) (sorted[from] >> Integer.SIZE) == wanted ? (int) sorted[from] : -1;
    }

    private static int indexOf(int[] addresses, int wanted) {
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int[] append(int[] to, int value) {
        final int[] longer = Arrays.copyOf(to, to.length + 1);
        longer[to.length] = value;
        return longer;
    }
}
