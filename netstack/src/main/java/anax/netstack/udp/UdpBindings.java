package anax.netstack.udp;

/// One partition's copy of which unconnected socket takes what comes to a port.
///
/// Owner: one partition; a change visits every partition. Allocates when a port of another 256 is bound for the first
/// time. Never blocks. A lookup is two loads, and one more for each socket of the same port that names an address.
final class UdpBindings {
    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_LENGTH = 1 << PAGE_SHIFT;
    private static final int PAGES = 65_536 >>> PAGE_SHIFT;

    private final UdpBinding[][] pages = new UdpBinding[PAGES][];
    private int count;

    /// The socket that takes what comes to an address and port; null if none does. One that names the address
    /// goes before one that takes any.
    UdpEndpoint find(int address, int port) {
        UdpEndpoint any = null;
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.address == address) {
                return each.endpoint;
            }
            if (each.address == 0) {
                any = each.endpoint;
            }
        }
        return any;
    }

    /// True if a socket that wants the port at the address would have to share it: with one of the same address,
    /// or of any, if either takes any.
    boolean isTaken(int address, int port) {
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.address == address || each.address == 0 || address == 0) {
                return true;
            }
        }
        return false;
    }

    void add(int address, int port, UdpEndpoint endpoint) {
        final int page = port >>> PAGE_SHIFT;
        if (pages[page] == null) {
            pages[page] = new UdpBinding[PAGE_LENGTH];
        }
        final int slot = port & PAGE_LENGTH - 1;
        pages[page][slot] = new UdpBinding(address, endpoint, pages[page][slot]);
        count++;
    }

    void remove(int port, UdpEndpoint endpoint) {
        UdpBinding previous = null;
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.endpoint == endpoint) {
                if (previous == null) {
                    pages[port >>> PAGE_SHIFT][port & PAGE_LENGTH - 1] = each.next;
                } else {
                    previous.next = each.next;
                }
                count--;
                return;
            }
            previous = each;
        }
    }

    /// How many bindings there are.
    int size() {
        return count;
    }

    private UdpBinding first(int port) {
        final UdpBinding[] page = pages[port >>> PAGE_SHIFT];
        return page == null ? null : page[port & PAGE_LENGTH - 1];
    }

    /// One binding. Owner: that of the table.
    private static final class UdpBinding {
        private final int address;
        private final UdpEndpoint endpoint;
        private UdpBinding next;

        private UdpBinding(int address, UdpEndpoint endpoint, UdpBinding next) {
            this.address = address;
            this.endpoint = endpoint;
            this.next = next;
        }
    }
}
