package anax.netstack.tap;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.link.FrameLimits;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/// A TAP or TUN device of this machine's kernel as a link.
///
/// Owner: whoever opened it; its queues belong to one CPU each. Allocates when opened. Opening and closing make
/// system calls; nothing blocks. The kernel's end is taken up; its address is for whoever owns the machine to set.
public final class TapLink implements Link {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int LONGEST_SEGMENT = 65_535;
    private static final int READ_AND_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;

    private final TapConfig config;
    private final String name;
    private final int mtu;
    private final LinkCapabilities capabilities;
    private final TapQueue[] queues;
    private final Descriptors descriptors;
    private boolean closed;

    private TapLink(TapConfig config, TapDevice device, int[] opened) throws TapException {
        this.config = config;
        name = device.name();
        mtu = device.setMtu();
        capabilities = config.offload() ? new LinkCapabilities(true, LONGEST_SEGMENT) : LinkCapabilities.NONE;
        final FrameLimits limits = new FrameLimits(name, config.type(), mtu, capabilities);
        queues = new TapQueue[opened.length];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new TapQueue(opened[i], limits);
        }
        descriptors = new Descriptors(opened);
        CLEANER.register(this, descriptors);
    }

    /// Makes a device, or attaches to one that is there and free.
    ///
    /// @throws TapException if it cannot be had
    public static TapLink open(TapConfig config) throws TapException {
        return open(config, link -> {});
    }

    /// The same, and has the kernel choose queues by the hash of a stack from the first frame on: what it sends
    /// before [#steer] is called comes by any queue.
    ///
    /// @param hash  the stack's
    /// @param table the stack's; its CPUs are the numbers of the queues
    /// @throws TapException if it cannot be had, or not be steered
    public static TapLink open(TapConfig config, FlowHash hash, IndirectionTable table) throws TapException {
        return open(config, link -> link.steer(hash, table));
    }

    /// What is done to a device before the kernel may use it. Owner: whoever opens it.
    @FunctionalInterface
    private interface Preparation {
        void prepare(TapLink link) throws TapException;
    }

    private static TapLink open(TapConfig config, Preparation preparation) throws TapException {
        final List<Integer> opened = new ArrayList<>();
        try (TapDevice device = new TapDevice(config)) {
            for (int i = 0; i < config.queues(); i++) {
                opened.add(device.openQueue());
            }
            final TapLink link = new TapLink(
                    config, device, opened.stream().mapToInt(Integer::intValue).toArray());
            opened.clear();
            try {
                preparation.prepare(link);
                device.takeUp();
            } catch (TapException | RuntimeException failure) {
                link.close();
                throw failure;
            }
            return link;
        } finally {
            opened.forEach(new SystemCalls()::close);
        }
    }

    /// Has the kernel itself choose the queue of each frame by the hash of a stack, so that frames come to their
    /// owners at once.
    ///
    /// @param hash  the stack's
    /// @param table the stack's; its CPUs are the numbers of the queues
    /// @throws TapException if the kernel refuses: then frames come by any queue, and the stack passes them on
    public void steer(FlowHash hash, IndirectionTable table) throws TapException {
        if (table.cpus() != queues.length) {
            throw new IllegalArgumentException("a table for " + table.cpus() + " CPUs was to steer " + name
                    + ", which has " + queues.length + " queues; use one queue for each CPU");
        }
        new SteeringProgram(config.type(), hash, table).install(name, queues[0].descriptor());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkType type() {
        return config.type();
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public long address() {
        return config.type() == LinkType.ETHERNET ? config.address() : 0;
    }

    @Override
    public LinkCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int queues() {
        return queues.length;
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    /// True when one of its queues has found that the device is there no longer: somebody removed it, or the
    /// namespace that it was in. It receives and sends nothing then. Any thread may ask.
    public boolean isGone() {
        for (final TapQueue queue : queues) {
            if (queue.isGone()) {
                return true;
            }
        }
        return false;
    }

    /// What one of its queues counted.
    public TapCounters counters(int index) {
        return queues[index].counters();
    }

    /// Ends the device. A CPU may be in the midst of a call on a descriptor, so its number must not become
    /// somebody else's yet: it leads to nothing from now on, and is closed when nobody has the link any more.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (TapQueue queue : queues) {
            queue.retire();
        }
        descriptors.leadToNothing();
    }

    /// The numbers that are to be closed when the link is garbage. Owner: the link, then the cleaner.
    private static final class Descriptors implements Runnable {
        private final int[] numbers;

        Descriptors(int[] numbers) {
            this.numbers = numbers;
        }

        void leadToNothing() {
            final SystemCalls calls = new SystemCalls();
            try (Arena arena = Arena.ofConfined()) {
                final int nothing =
                        calls.open(arena.allocateFrom("/dev/null").address(), READ_AND_WRITE | CLOSE_ON_EXEC);
                for (final int number : numbers) {
                    calls.duplicate(nothing, number, CLOSE_ON_EXEC);
                }
                calls.close(nothing);
            }
        }

        @Override
        public void run() {
            final SystemCalls calls = new SystemCalls();
            for (final int number : numbers) {
                calls.close(number);
            }
        }
    }
}
