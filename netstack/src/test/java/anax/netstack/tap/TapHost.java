package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.inspect.PartitionSnapshot;
import anax.netstack.inspect.SnapshotRequest;
import anax.netstack.inspect.StackSnapshot;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.CapturedLink;
import anax.netstack.link.Link;
import anax.netstack.link.PcapngWriter;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// A stack of ours at one end of a link, most often a device with a kernel at the other end.
///
/// Owner: one test. [#close] asserts that every packet ended in the account and lies in its pool again.
final class TapHost implements AutoCloseable {
    static final String KERNEL_ADDRESS = "10.66.0.1";
    static final String OUR_ADDRESS = "10.66.0.2";
    static final IpAddress KERNEL = IpAddress.parse(KERNEL_ADDRESS);
    static final long STATION = 0x02_00_00_00_00_02L;

    private static final int TURNS = 500;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Link inner;
    private final Link link;
    private final Machine machine;
    private final NetworkStack stack;
    private final int index;
    private Capture capture;
    private boolean mayLeaveFragments;

    private TapHost(Link link, int cpus, UnaryOperator<StackConfig> config, String address, Path captured)
            throws Exception {
        Link used = link;
        if (captured != null) {
            capture = new Capture(captured);
            used = new CapturedLink(link, capture.writer);
            capture.thread.start();
        }
        inner = link;
        this.link = used;
        machine = Machine.boot(MachineConfig.ofCpus(cpus).withDebug(false));
        stack = NetworkStack.boot(machine, config.apply(standard()));
        if (link instanceof TapLink tap && cpus > 1 && tap.queues() == cpus) {
            tap.steer(stack.shares().hash(), stack.shares().table());
        }
        final AddInterface add = new AddInterface(this.stack, used, List.of(InterfaceAddress.parse(address + "/24")));
        machine.call(0, "configure", () -> stack.port(0).doMessage(add));
        index = add.index();
    }

    /// A stack whose device's other end is in a kernel's hands.
    static TapHost on(KernelHost kernel, TapConfig config) throws Exception {
        return on(kernel, config, UnaryOperator.identity());
    }

    static TapHost on(KernelHost kernel, TapConfig config, UnaryOperator<StackConfig> stack) throws Exception {
        return on(kernel, config, stack, null);
    }

    /// The same, of which all that passes is captured.
    static TapHost on(KernelHost kernel, TapConfig config, UnaryOperator<StackConfig> stack, Path captured)
            throws Exception {
        final TapLink link = TapLink.open(config);
        try {
            kernel.adopt(link, KERNEL_ADDRESS + "/24");
            return new TapHost(link, config.queues(), stack, OUR_ADDRESS, captured);
        } catch (Exception | Error failure) {
            link.close();
            throw failure;
        }
    }

    /// A stack of one CPU on any link.
    static TapHost over(Link link) throws Exception {
        return new TapHost(link, 1, UnaryOperator.identity(), OUR_ADDRESS, null);
    }

    /// A stack on any link.
    static TapHost over(Link link, int cpus, UnaryOperator<StackConfig> config) throws Exception {
        return new TapHost(link, cpus, config, OUR_ADDRESS, null);
    }

    private static StackConfig standard() {
        return StackConfig.standard(1).withPool(PacketPoolConfig.standard().withSlots(16_384, 1_024));
    }

    NetworkStack stack() {
        return stack;
    }

    Machine machine() {
        return machine;
    }

    int cpus() {
        return machine.cpuCount();
    }

    /// The number of the interface that has the link.
    int interfaceIndex() {
        return index;
    }

    /// The device, if it has one.
    TapLink link() {
        return (TapLink) inner;
    }

    /// What the kernel calls the device.
    String device() {
        return inner.name();
    }

    StackSnapshot look() throws ExecutionException, InterruptedException {
        final SnapshotRequest request = new SnapshotRequest(stack);
        machine.call(0, "look", () -> stack.port(0).doMessage(request));
        return request.snapshot();
    }

    /// Packets that are not in their pools.
    int outstanding() throws ExecutionException, InterruptedException {
        int sum = 0;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            final int asked = cpu;
            sum += machine.call(cpu, "look", () -> stack.outstanding(asked));
        }
        return sum;
    }

    /// Fragments may wait for the rest of their datagrams, which takes a minute, when this is closed.
    void leaveFragments() {
        mayLeaveFragments = true;
    }

    private long fragments() throws ExecutionException, InterruptedException {
        return mayLeaveFragments ? look().sum(PartitionSnapshot::heldFragments) : 0;
    }

    /// Packets that should be in their pools.
    private long missing() throws ExecutionException, InterruptedException {
        return outstanding() - fragments();
    }

    /// Packets that should be in the account.
    private long unaccounted() throws ExecutionException, InterruptedException {
        return look().sum(TapHost::held) - fragments();
    }

    private static long held(PartitionSnapshot part) {
        final long dropped =
                part.droppedIn().values().stream().mapToLong(Long::longValue).sum();
        return part.received()
                + part.joined()
                + part.copied()
                + part.cut()
                - part.delivered()
                - part.merged()
                - dropped;
    }

    /// Waits until no packet is held any more.
    private void awaitRest() throws ExecutionException, InterruptedException {
        for (int turn = 0; turn < TURNS && (missing() > 0 || unaccounted() > 0); turn++) {
            LockSupport.parkNanos(TURN_NS);
        }
        assertThat(missing()).as("packets that are not in their pools").isZero();
        assertThat(unaccounted())
                .as("packets that came in and are in no account")
                .isZero();
    }

    @Override
    public void close() {
        try {
            awaitRest();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException("the stack at " + link.name() + " did not answer", failure);
        } finally {
            link.close();
            machine.close();
            if (capture != null) {
                capture.close();
            }
        }
    }

    /// A capture and the thread that writes it. Owner: the host.
    private static final class Capture {
        private static final int AT_ONCE = 256;
        private static final int RECORDS = 1 << 14;
        private static final int LONG_RECORDS = 1 << 10;

        private final PcapngWriter writer;
        private final Thread thread;
        private volatile boolean ending;
        private volatile IOException failure;

        private Capture(Path file) throws IOException {
            writer = new PcapngWriter(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    0,
                    RECORDS,
                    LONG_RECORDS);
            thread = Thread.ofPlatform().name("capture").daemon().unstarted(this::write);
        }

        private void write() {
            try (writer) {
                while (!ending) {
                    if (writer.write(AT_ONCE) == 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                }
            } catch (IOException thrown) {
                failure = thrown;
            }
        }

        private void close() {
            ending = true;
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("a capture was left unfinished", interrupted);
            }
            if (failure != null) {
                throw new UncheckedIOException("the capture could not be written", failure);
            }
        }
    }
}
