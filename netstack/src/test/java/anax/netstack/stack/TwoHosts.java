package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.wire.IpAddress;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// Two hosts of a test on one simulated machine, with an Ethernet between them: 10.0.0.1 and 10.0.0.2.
///
/// Owner: one test. At its end every packet must be accounted for and every slot be home.
public final class TwoHosts implements AutoCloseable {
    /// The address of the first host.
    public static final IpAddress FIRST = IpAddress.parse("10.0.0.1");

    /// The address of the second host.
    public static final IpAddress SECOND = IpAddress.parse("10.0.0.2");

    private final SimulatedMachine simulation;
    private final NetworkStack first;
    private final NetworkStack second;

    private TwoHosts(
            MachineConfig machine,
            long seed,
            UnaryOperator<StackConfig> ofFirst,
            UnaryOperator<StackConfig> ofSecond,
            UnaryOperator<MemoryLinkConfig> linkConfig,
            UnaryOperator<Link> decoration) {
        final int cpus = machine.cpus();
        simulation = new SimulatedMachine(machine, seed);
        final StackConfig base = StackConfig.standard(seed);
        final StackConfig standard = base.withPool(base.pool().withSlots(512, 8).withDebug(true));
        first = NetworkStack.boot(simulation.machine(), ofFirst.apply(standard));
        second = NetworkStack.boot(simulation.machine(), ofSecond.apply(standard));
        final MemoryLink.Pair wire = MemoryLink.pair(
                linkConfig.apply(MemoryLinkConfig.ethernet("wire", cpus, cpus).withFrames(64, 1)));
        simulation.call(0, "configure", () -> {
            add(first, decoration.apply(wire.first()), FIRST + "/24");
            add(second, decoration.apply(wire.second()), SECOND + "/24");
            return null;
        });
    }

    /// Hosts of so many CPUs, with nothing out of the ordinary.
    public static TwoHosts of(int cpus, long seed) {
        return of(cpus, seed, UnaryOperator.identity());
    }

    /// Hosts with another configuration.
    public static TwoHosts of(int cpus, long seed, UnaryOperator<StackConfig> config) {
        return new TwoHosts(machine(cpus), seed, config, config, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /// Hosts with another configuration over another link.
    public static TwoHosts over(
            int cpus, long seed, UnaryOperator<StackConfig> config, UnaryOperator<MemoryLinkConfig> link) {
        return new TwoHosts(machine(cpus), seed, config, config, link, UnaryOperator.identity());
    }

    /// Hosts on another machine and over another link.
    ///
    /// @param decoration is put on each end of the link
    public static TwoHosts over(
            MachineConfig machine, long seed, UnaryOperator<MemoryLinkConfig> link, UnaryOperator<Link> decoration) {
        return new TwoHosts(machine, seed, UnaryOperator.identity(), UnaryOperator.identity(), link, decoration);
    }

    /// Hosts that are configured each for itself, over another link.
    ///
    /// @param decoration is put on each end of the link
    public static TwoHosts apart(
            MachineConfig machine,
            long seed,
            UnaryOperator<StackConfig> ofFirst,
            UnaryOperator<StackConfig> ofSecond,
            UnaryOperator<MemoryLinkConfig> link,
            UnaryOperator<Link> decoration) {
        return new TwoHosts(machine, seed, ofFirst, ofSecond, link, decoration);
    }

    /// The machine that hosts have if nobody wants another one. Its switches are not looked at for held locks,
    /// which would take far longer than all the rest.
    public static MachineConfig machine(int cpus) {
        return MachineConfig.ofCpus(cpus).withDebug(false);
    }

    /// The machine that both are on.
    public SimulatedMachine simulation() {
        return simulation;
    }

    /// The first host's stack.
    public NetworkStack first() {
        return first;
    }

    /// The second host's stack.
    public NetworkStack second() {
        return second;
    }

    /// Starts a thread; it runs when the machine is run.
    public void spawn(int cpu, String name, Callable<?> body) {
        simulation.spawn(cpu, name, () -> {
            try {
                body.call();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /// Runs a thread, and the machine until it rests.
    public <T> T call(int cpu, Callable<T> body) {
        return simulation.call(cpu, "test", body);
    }

    /// Runs the machine until it rests.
    public void runToRest() {
        simulation.runToRest();
    }

    /// How often a host dropped what came in for a reason.
    public static long droppedIn(NetworkStack stack, DropReason reason) {
        long dropped = 0;
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            dropped += stack.netisr(cpu).environment().account().droppedInCount(reason);
        }
        return dropped;
    }

    /// How many packets a host's partitions have passed on to each other.
    public static long passedOn(NetworkStack stack) {
        long passedOn = 0;
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            passedOn += stack.netisr(cpu).environment().account().passedOnCount();
        }
        return passedOn;
    }

    /// How many of the packets that came to a host went on in others.
    public static long merged(NetworkStack stack) {
        long merged = 0;
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            merged += stack.netisr(cpu).environment().account().mergedCount();
        }
        return merged;
    }

    /// All that a host dropped, by reason.
    public static Map<DropReason, Long> dropped(NetworkStack stack) {
        final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            for (final DropReason reason : DropReason.values()) {
                final var account = stack.netisr(cpu).environment().account();
                final long count = account.droppedInCount(reason) + account.droppedOutCount(reason);
                if (count > 0) {
                    dropped.merge(reason, count, Long::sum);
                }
            }
        }
        return dropped;
    }

    /// Asserts that every packet of a host ended in its account, but for what it may hold, and that its memory is
    /// home.
    public static void assertBalanced(NetworkStack stack, int held) {
        long in = 0;
        long out = 0;
        int outstanding = 0;
        final List<Throwable> leaks = new ArrayList<>();
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            final PartitionedEnvironment environment = stack.netisr(cpu).environment();
            in += environment.account().heldIn();
            out += environment.account().heldOut();
            outstanding += environment.pool().outstanding();
            leaks.addAll(environment.pool().leaks());
        }
        assertThat(in + out)
                .as("packets in no account; dropped: " + dropped(stack))
                .isEqualTo(held);
        assertThat(outstanding)
                .as("packets not home, for instance: " + (leaks.isEmpty() ? "" : trace(leaks.getFirst())))
                .isEqualTo(held);
    }

    @Override
    public void close() {
        simulation.runToRest();
        assertBalanced(first, 0);
        assertBalanced(second, 0);
        simulation.close();
    }

    private static void add(NetworkStack stack, Link link, String address) {
        stack.port(0).doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse(address))));
    }

    private static String trace(Throwable where) {
        final StringBuilder text = new StringBuilder();
        for (final StackTraceElement frame : where.getStackTrace()) {
            text.append("\n    ").append(frame);
        }
        return text.toString();
    }
}
