package anax.netstack.stack;

import anax.netstack.dispatch.SipHash;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import anax.netstack.link.Loopback;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Port;
import anax.runtime.Priority;
import java.util.List;

/// A TCP/IP stack on a machine: a partition of the engine on each of its CPUs.
///
/// Owner: whoever made it; every thread may ask for a port and send a request to it. Allocates when made. Its netisr
/// threads run until the stack is closed or the machine stops.
///
/// ```java
/// var stack = NetworkStack.boot(machine, StackConfig.standard(secret));
/// stack.port(0).doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse("10.66.0.2/24"))));
/// ```
public final class NetworkStack {
    /// Under interrupts, and beside the applications: so that neither can keep the other from the processor.
    static final int PRIORITY = Priority.DAEMON;

    private static final int LOOPBACK_BOUND = 1_024;

    private final Machine machine;
    private final StackConfig config;
    private final FlowShares shares;
    private final OwnerBacklog backlog;
    private final Netisr[] netisrs;
    private final Port[] ports;

    private NetworkStack(Machine machine, StackConfig config) {
        this.machine = machine;
        this.config = config;
        shares = FlowShares.of(config, machine.cpuCount());
        backlog = new OwnerBacklog(machine.cpuCount(), machine.config().ringBound());
        netisrs = new Netisr[machine.cpuCount()];
        ports = new Port[netisrs.length];
    }

    /// Makes a stack and starts its threads. Any thread may call; on a CPU of the machine or off it.
    ///
    /// @throws IllegalStateException if the machine is stopped
    public static NetworkStack boot(Machine machine, StackConfig config) {
        return boot(machine, config, List.of());
    }

    /// Makes a stack that speaks further protocols, and starts its threads.
    ///
    /// @throws IllegalStateException if the machine is stopped, or a protocol is there twice
    public static NetworkStack boot(Machine machine, StackConfig config, List<ProtocolRegistration> protocols) {
        final NetworkStack stack = new NetworkStack(machine, config);
        for (int cpu = 0; cpu < stack.netisrs.length; cpu++) {
            stack.netisrs[cpu] = stack.makeNetisr(cpu);
            protocols.forEach(stack.netisrs[cpu].partition()::register);
        }
        stack.addLoopback();
        for (int cpu = 0; cpu < stack.netisrs.length; cpu++) {
            final Netisr netisr = stack.netisrs[cpu];
            final Lwkt thread = machine.spawn(cpu, "netisr " + cpu, PRIORITY, netisr::run);
            stack.ports[cpu] = thread.port();
        }
        return stack;
    }

    /// How many partitions it has: one for each CPU of its machine.
    public int partitions() {
        return netisrs.length;
    }

    /// Where requests to a partition are sent.
    public Port port(int partition) {
        return ports[partition];
    }

    /// The partition of a CPU, for threads that run on it.
    ///
    /// What such a thread does there is done between two batches of the CPU's netisr, which is told, so that it
    /// ends a batch soon.
    public Partition enter(int cpu) {
        final Netisr netisr = netisrs[cpu];
        netisr.enterCall();
        return netisr.partition();
    }

    /// Tells the netisr of a CPU that a thread of the CPU has sent something, which is to leave soon.
    public void endCall(int cpu) {
        netisrs[cpu].wantBatch();
    }

    /// The machine that it runs on.
    public Machine machine() {
        return machine;
    }

    /// What it was told when it was made.
    public StackConfig config() {
        return config;
    }

    /// How flows are shared out over its partitions: for a device that can do that itself.
    public FlowShares shares() {
        return shares;
    }

    OwnerBacklog backlog() {
        return backlog;
    }

    /// How many packets of a CPU's pool are not in it. For threads of that CPU.
    public int outstanding(int cpu) {
        return netisrs[cpu].environment().pool().outstanding();
    }

    Netisr netisr(int partition) {
        return netisrs[partition];
    }

    private Netisr makeNetisr(int cpu) {
        final SecretSequence secrets = new SecretSequence(new SipHash(config.secret(), ~cpu));
        final PartitionedEnvironment environment =
                new PartitionedEnvironment(this, machine.cpu(cpu), config.pool(), secrets);
        final Partition partition = new Partition(environment, config, shares, this::tellEverybody);
        return new Netisr(machine.cpu(cpu), partition, environment, config);
    }

    private void tellEverybody(int address, boolean stands) {
        ports[0].sendMessage(new AddressVerdict(this, address, stands));
    }

    /// Before any thread runs, so that each can be given its share directly.
    private void addLoopback() {
        final Link loopback = new Loopback(
                "lo",
                netisrs.length,
                LOOPBACK_BOUND,
                cpu -> netisrs[cpu].environment().pool());
        final NetworkInterface own = NetworkInterface.of(
                NetworkInterface.LOOPBACK, loopback, List.of(InterfaceAddress.parse("127.0.0.1/8")));
        for (int cpu = 0; cpu < netisrs.length; cpu++) {
            netisrs[cpu].add(own, loopback);
            netisrs[cpu].partition().interfaceChanges().put(own, false);
        }
    }
}
