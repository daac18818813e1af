package anax.netstack.tcp;

import java.util.function.Consumer;

/// One partition's copy of who has which port: those that listen, and those that have taken one to connect from.
///
/// Owner: one partition; a change visits every partition. Allocates when a port of another 256 is bound for the first
/// time. Never blocks. A lookup is two loads, and one more for each binding of the same port.
final class TcpBindings {
    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_LENGTH = 1 << PAGE_SHIFT;
    private static final int PAGES = 65_536 >>> PAGE_SHIFT;

    private final Binding[][] pages = new Binding[PAGES][];

    /// Who listens at an address and port: whoever names the address goes before whoever takes any; null if
    /// nobody.
    TcpEndpoint listener(int address, int port) {
        TcpEndpoint any = null;
        for (Binding each = first(port); each != null; each = each.next) {
            if (each.endpoint.isListening()) {
                if (each.address == address) {
                    return each.endpoint;
                }
                if (each.address == 0) {
                    any = each.endpoint;
                }
            }
        }
        return any;
    }

    /// Whether a port cannot be had: somebody else has it at the same address, or either takes any, and not both
    /// would share it, or one of them listens.
    boolean isTaken(int address, int port, boolean reuse) {
        for (Binding each = first(port); each != null; each = each.next) {
            final boolean meet = each.address == address || each.address == 0 || address == 0;
            if (meet && !(reuse && each.reuse && !each.endpoint.isListening())) {
                return true;
            }
        }
        return false;
    }

    void add(int address, int port, boolean reuse, TcpEndpoint endpoint) {
        final int page = port >>> PAGE_SHIFT;
        if (pages[page] == null) {
            pages[page] = new Binding[PAGE_LENGTH];
        }
        final int slot = port & PAGE_LENGTH - 1;
        pages[page][slot] = new Binding(address, reuse, endpoint, pages[page][slot]);
    }

    void remove(int port, TcpEndpoint endpoint) {
        Binding previous = null;
        for (Binding each = first(port); each != null; each = each.next) {
            if (each.endpoint == endpoint) {
                if (previous == null) {
                    pages[port >>> PAGE_SHIFT][port & PAGE_LENGTH - 1] = each.next;
                } else {
                    previous.next = each.next;
                }
                return;
            }
            previous = each;
        }
    }

    /// Shows all that listen.
    void forEachListener(Consumer<TcpEndpoint> consumer) {
        for (final Binding[] page : pages) {
            for (int slot = 0; page != null && slot < PAGE_LENGTH; slot++) {
                for (Binding each = page[slot]; each != null; each = each.next) {
                    if (each.endpoint.isListening()) {
                        consumer.accept(each.endpoint);
                    }
                }
            }
        }
    }

    private Binding first(int port) {
        final Binding[] page = pages[port >>> PAGE_SHIFT];
        return page == null ? null : page[port & PAGE_LENGTH - 1];
    }

    /// One binding. Owner: that of the table.
    private static final class Binding {
        private final int address;
        private final boolean reuse;
        private final TcpEndpoint endpoint;
        private Binding next;

        private Binding(int address, boolean reuse, TcpEndpoint endpoint, Binding next) {
            this.address = address;
            this.reuse = reuse;
            this.endpoint = endpoint;
            this.next = next;
        }
    }
}
