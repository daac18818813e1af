package anax.netstack.udp;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.engine.Guard;
import java.util.Arrays;
import java.util.function.Consumer;

/// One partition's copy of which unconnected socket takes what comes to a port.
///
/// Owner: one partition; a change visits every partition. Where several threads share it, its guard keeps those apart
/// who change it, and who reads does so again if it was changed meanwhile. Allocates when a port of another 256 is
/// bound for the first time. Never blocks otherwise. A lookup is two loads, and one more for each socket of the same
/// port that names an address.
public final class UdpBindings {
    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_LENGTH = 1 << PAGE_SHIFT;
    private static final int PAGES = 65_536 >>> PAGE_SHIFT;

    private final FlowHash hash;
    private final IndirectionTable table;
    private final Guard guard;
    private final UdpBinding[][] pages = new UdpBinding[PAGES][];
    private int count;

    /// Makes an empty one.
    ///
    /// @param hash  with the table chooses which member of a group a flow comes to
    /// @param table by the members' numbers
    /// @param guard keeps those apart who share it
    public UdpBindings(FlowHash hash, IndirectionTable table, Guard guard) {
        this.hash = hash;
        this.table = table;
        this.guard = guard;
    }

    /// The socket that takes what comes from one end to the other; null if none does. One that names the address
    /// goes before one that takes any.
    UdpEndpoint find(int src, int dst, int srcPort, int dstPort) {
        UdpBinding found;
        long begun;
        do {
            begun = guard.beginRead();
            found = binding(dst, dstPort);
        } while (!guard.endRead(begun));
        if (found == null || found.others == null) {
            return found == null ? null : found.endpoint;
        }
        return found.member(table.cpu(hash.hash(src, dst, srcPort, dstPort)));
    }

    /// True if a socket that wants the port at the address would have to share it: with one of the same address,
    /// or of any, if either takes any.
    boolean isTaken(int address, int port) {
        boolean taken;
        long begun;
        do {
            begun = guard.beginRead();
            taken = isShared(address, port);
        } while (!guard.endRead(begun));
        return taken;
    }

    void add(int address, int port, UdpEndpoint endpoint) {
        guard.enter();
        put(port, new UdpBinding(address, endpoint, null, first(port)));
        count++;
        guard.leave();
    }

    /// Adds a member of a group, beside those that are there.
    void addMember(int address, int port, UdpEndpoint endpoint) {
        guard.enter();
        final UdpBinding group = binding(address, port);
        if (group == null || group.address != address) {
            put(port, new UdpBinding(address, endpoint, null, first(port)));
        } else {
            unlink(port, group);
            final UdpEndpoint[] others =
                    group.others == null ? new UdpEndpoint[1] : Arrays.copyOf(group.others, group.others.length + 1);
            others[others.length - 1] = endpoint;
            put(port, new UdpBinding(address, group.endpoint, others, first(port)));
        }
        count++;
        guard.leave();
    }

    void remove(int port, UdpEndpoint endpoint) {
        guard.enter();
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.has(endpoint)) {
                unlink(port, each);
                if (each.others != null) {
                    put(port, each.without(endpoint, first(port)));
                }
                count--;
                break;
            }
        }
        guard.leave();
    }

    /// Shows every socket, members of groups included.
    void forEach(Consumer<UdpEndpoint> consumer) {
        guard.enter();
        for (final UdpBinding[] page : pages) {
            for (int slot = 0; page != null && slot < PAGE_LENGTH; slot++) {
                for (UdpBinding each = page[slot]; each != null; each = each.next) {
                    consumer.accept(each.endpoint);
                    if (each.others != null) {
                        Arrays.asList(each.others).forEach(consumer);
                    }
                }
            }
        }
        guard.leave();
    }

    /// How many bindings there are.
    int size() {
        return count;
    }

    private UdpBinding binding(int address, int port) {
        UdpBinding any = null;
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.address == address) {
                return each;
            }
            if (each.address == 0) {
                any = each;
            }
        }
        return any;
    }

    private boolean isShared(int address, int port) {
        for (UdpBinding each = first(port); each != null; each = each.next) {
            if (each.address == address || each.address == 0 || address == 0) {
                return true;
            }
        }
        return false;
    }

    private void unlink(int port, UdpBinding wanted) {
        UdpBinding previous = null;
        for (UdpBinding each = first(port); each != wanted; each = each.next) {
            previous = each;
        }
        if (previous == null) {
            put(port, wanted.next);
        } else {
            previous.next = wanted.next;
        }
    }

    private void put(int port, UdpBinding first) {
        final int page = port >>> PAGE_SHIFT;
        if (pages[page] == null) {
            pages[page] = new UdpBinding[PAGE_LENGTH];
        }
        pages[page][port & PAGE_LENGTH - 1] = first;
    }

    private UdpBinding first(int port) {
        final UdpBinding[] page = pages[port >>> PAGE_SHIFT];
        return page == null ? null : page[port & PAGE_LENGTH - 1];
    }

    /// One socket, or a group of them; what it has does not change, so that who found it needs no guard. Owner:
    /// that of the table.
    private static final class UdpBinding {
        private final int address;
        private final UdpEndpoint endpoint;
        private final UdpEndpoint[] others; // members of its group but for the first; null if there are none
        private UdpBinding next;

        private UdpBinding(int address, UdpEndpoint endpoint, UdpEndpoint[] others, UdpBinding next) {
            this.address = address;
            this.endpoint = endpoint;
            this.others = others;
            this.next = next;
        }

        private UdpEndpoint member(int number) {
            final int chosen = number % (others.length + 1);
            return chosen == 0 ? endpoint : others[chosen - 1];
        }

        private boolean has(UdpEndpoint wanted) {
            return endpoint == wanted
                    || (others != null && Arrays.asList(others).contains(wanted));
        }

        private UdpBinding without(UdpEndpoint leaving, UdpBinding behind) {
            final UdpEndpoint first = endpoint == leaving ? others[0] : endpoint;
            final UdpEndpoint[] left = Arrays.stream(others)
                    .filter(each -> each != leaving && each != first)
                    .toArray(UdpEndpoint[]::new);
            return new UdpBinding(address, first, left.length == 0 ? null : left, behind);
        }
    }
}
