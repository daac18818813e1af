package anax.bench.designs;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.PacketBalance;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Clients of a design that speak TCP: a stack of their own on the other end of the link.
///
/// Owner: nobody, it keeps no state.
final class StreamClients {
    private StreamClients() {}

    /// What one client does.
    @FunctionalInterface
    interface Client {
        void run(NetworkStack clients, int seed) throws Exception;
    }

    /// Runs clients against a design, each in a thread of its own.
    static PacketBalance run(Design design, int cpus, EchoSocket socket, int count, Client client) throws Exception {
        final Workload workload = new Workload(StackConfig.standard(cpus), Questions.HOST, List.of(socket), Work.NONE);
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", cpus, 1).withFrames(4_096, 1));
        final Running running = design.boot(workload, wire.first());
        // The design stops first: what it sends wakes the clients' machine.
        try (wire;
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withName("clients"));
                running) {
            final NetworkStack clients = NetworkStack.boot(machine, StackConfig.standard(7));
            final InterfaceAddress address = InterfaceAddress.parse("10.0.0.2/24");
            machine.call(
                    0,
                    "configure",
                    () -> clients.port(0).doMessage(new AddInterface(clients, wire.second(), List.of(address))));
            final List<FutureTask<Void>> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final int seed = i;
                threads.add(started(() -> {
                    client.run(clients, seed);
                    return null;
                }));
            }
            for (final FutureTask<Void> thread : threads) {
                thread.get();
            }
        }
        return running.balance();
    }

    static FutureTask<Void> started(Callable<Void> body) {
        final FutureTask<Void> task = new FutureTask<>(body);
        Thread.ofVirtual().start(task);
        return task;
    }
}
