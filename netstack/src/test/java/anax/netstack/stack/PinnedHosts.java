package anax.netstack.stack;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// The hosts of [TwoHosts] on machines whose CPUs are real threads: one machine each, with an Ethernet between them.
///
/// Owner: one test. At its end the machines are stopped, every packet must be accounted for and every slot be home.
public final class PinnedHosts implements AutoCloseable {
    private static final int MOST_ROUNDS = 10_000;
    private static final int LONGEST_BURST = 2_048;

    private final Machine firstMachine;
    private final Machine secondMachine;
    private final NetworkStack first;
    private final NetworkStack second;

    /// Boots hosts of so many CPUs each.
    public PinnedHosts(int cpus) {
        // Room for all that a test sends: a processor that the host takes away must not have anything dropped.
        final MachineConfig machine =
                MachineConfig.ofCpus(cpus).withRingBound(LONGEST_BURST * 2).withDebug(true);
        firstMachine = Machine.boot(machine);
        secondMachine = Machine.boot(machine);
        final StackConfig base = StackConfig.standard(cpus);
        final StackConfig config = base.withPool(base.pool().withDebug(true));
        first = NetworkStack.boot(firstMachine, config);
        second = NetworkStack.boot(secondMachine, config);
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.ethernet("wire", cpus, cpus).withFrames(LONGEST_BURST, 1));
        add(first, wire.first(), TwoHosts.FIRST + "/24");
        add(second, wire.second(), TwoHosts.SECOND + "/24");
    }

    /// The first host's stack.
    public NetworkStack first() {
        return first;
    }

    /// The second host's stack.
    public NetworkStack second() {
        return second;
    }

    @Override
    public void close() {
        comeToRest(first);
        comeToRest(second);
        firstMachine.close();
        secondMachine.close();
        TwoHosts.assertBalanced(first, 0);
        TwoHosts.assertBalanced(second, 0);
    }

    /// Packets go home by entries that wake nobody: so each CPU is woken until all are there.
    private static void comeToRest(NetworkStack stack) {
        int outstanding = 1;
        for (int round = 0; outstanding > 0 && round < MOST_ROUNDS; round++) {
            outstanding = 0;
            for (int cpu = 0; cpu < stack.partitions(); cpu++) {
                final var pool = stack.netisr(cpu).environment().pool();
                outstanding += call(stack, cpu, pool::outstanding);
            }
        }
    }

    private static void add(NetworkStack stack, Link link, String address) {
        call(
                stack,
                0,
                () -> stack.port(0).doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse(address)))));
    }

    private static <T> T call(NetworkStack stack, int cpu, Callable<T> body) {
        try {
            return stack.machine().call(cpu, "test", body);
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
