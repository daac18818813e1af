package anax.netstack.udp;

/// One partition's copy of how many connected sockets have each port, in whichever partition they are.
///
/// Owner: one partition; a change visits every partition. Allocates when a port of another 256 is connected for the
/// first time. Never blocks.
final class ConnectedPorts {
    private static final int PAGE_SHIFT = 8;
    private static final int PAGE_LENGTH = 1 << PAGE_SHIFT;

    private final int[][] pages = new int[65_536 >>> PAGE_SHIFT][];

    boolean has(int port) {
        final int[] page = pages[port >>> PAGE_SHIFT];
        return page != null && page[port & PAGE_LENGTH - 1] > 0;
    }

    void add(int port) {
        if (pages[port >>> PAGE_SHIFT] == null) {
            pages[port >>> PAGE_SHIFT] = new int[PAGE_LENGTH];
        }
        pages[port >>> PAGE_SHIFT][port & PAGE_LENGTH - 1]++;
    }

    void remove(int port) {
        assert has(port) : "no socket with port " + port + " was connected";
        pages[port >>> PAGE_SHIFT][port & PAGE_LENGTH - 1]--;
    }
}
