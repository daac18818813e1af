package anax.bench.designs.partitioned;

import anax.bench.designs.frame.CpuCounts;
import anax.bench.designs.frame.CpuTally;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.PacketBalance;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.netstack.engine.PacketAccount;
import anax.netstack.link.Link;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpSockets;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// A partitioned stack that echoes.
///
/// Owner: whoever booted it. Allocates when booted.
final class PartitionedRun implements Running {
    /// Packets may take half of it from one CPU to another: more than the clients have under way. The locked designs
    /// have no such bound, for their packets wait in the device's queues.
    private static final int LANE = 4_096;

    private static final int MOST_ROUNDS = 10_000;

    private final Machine machine;
    private final NetworkStack stack;
    private final Workload workload;
    private final FlowShares shares;
    private final EchoReaders[] readers;
    private final CpuTally[] tallies;
    private final PacketAccount[] accounts;
    private PacketBalance balance;

    private PartitionedRun(Machine machine, Workload workload) {
        this.machine = machine;
        this.workload = workload;
        shares = FlowShares.of(workload.stack(), machine.cpuCount());
        stack = NetworkStack.boot(machine, workload.stack());
        readers = new EchoReaders[stack.partitions()];
        tallies = new CpuTally[readers.length];
        accounts = new PacketAccount[readers.length];
    }

    static PartitionedRun boot(String name, Workload workload, Link link) {
        final Machine machine = Machine.boot(MachineConfig.ofCpus(link.queues())
                .withName(name)
                .withRingBound(LANE)
                .withDebug(false));
        try {
            final PartitionedRun run = new PartitionedRun(machine, workload);
            run.configure(link);
            return run;
        } catch (RuntimeException failure) {
            machine.close();
            throw failure;
        }
    }

    private void configure(Link link) {
        for (int i = 0; i < readers.length; i++) {
            final int cpu = i;
            tallies[cpu] = new CpuTally();
            call(cpu, () -> {
                final Partition partition = stack.enter(cpu);
                readers[cpu] = new EchoReaders(partition, workload.work(), tallies[cpu]);
                accounts[cpu] = partition.environment().account();
                return null;
            });
        }
        // Sockets first: the link's requests begin to come as soon as it is there. Members need the link.
        workload.sockets().stream()
                .filter(each -> !(each instanceof EchoSocket.Member))
                .forEach(this::open);
        call(0, () -> stack.port(0).doMessage(new AddInterface(stack, link, List.of(workload.address()))));
        workload.sockets().stream().filter(EchoSocket.Member.class::isInstance).forEach(this::open);
    }

    private void open(EchoSocket socket) {
        final OpenSocket request = new OpenSocket(
                stack, socket, readers, workload.address().address().v4());
        if (call(0, () -> stack.port(decider(socket)).doMessage(request)) != 0) {
            throw new IllegalArgumentException(
                    socket + " could not be opened; give each socket a port that no other one has");
        }
    }

    private int decider(EchoSocket socket) {
        if (socket instanceof EchoSocket.Connected to) {
            final int hash = shares.hash().hash(workload.address().address().v4(), to.peer(), to.port(), to.peerPort());
            return shares.table().cpu(hash);
        }
        return UdpSockets.ownerOf(socket.port(), stack.partitions());
    }

    @Override
    public int cpus() {
        return readers.length;
    }

    @Override
    public long operations(int cpu) {
        return tallies[cpu].operations();
    }

    @Override
    public CpuCounts counts(int cpu) {
        return tallies[cpu].counts(accounts[cpu]);
    }

    @Override
    public List<String> warnings() {
        return machine.warnings();
    }

    @Override
    public PacketBalance balance() {
        if (balance == null) {
            throw new IllegalStateException("the balance of a running stack was asked for; close it first");
        }
        return balance;
    }

    @Override
    public void close() {
        if (balance != null) {
            return;
        }
        final int outstanding = comeToRest();
        machine.close();
        balance = PacketBalance.of(List.of(accounts), outstanding);
    }

    /// Packets go home by entries that wake nobody: so each CPU is woken until all are there.
    private int comeToRest() {
        int outstanding = 1;
        for (int round = 0; outstanding > 0 && round < MOST_ROUNDS; round++) {
            outstanding = 0;
            for (int i = 0; i < readers.length; i++) {
                final int cpu = i;
                outstanding += call(cpu, () -> stack.outstanding(cpu));
            }
        }
        return outstanding;
    }

    private <T> T call(int cpu, Callable<T> body) {
        try {
            return machine.call(cpu, "bench", body);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a design could not be set up or ended: " + failure.getCause(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("setting up a design was interrupted; run it again", interrupted);
        }
    }
}
