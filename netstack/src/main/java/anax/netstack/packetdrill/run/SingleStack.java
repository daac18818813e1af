package anax.netstack.packetdrill.run;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import anax.netstack.packet.Packet;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackConfig;
import java.util.List;

/// The usual stack of a script: one partition, that of a host with one CPU.
///
/// Owner: the run of a script. Allocates. Never blocks.
final class SingleStack implements ScriptStack {
    private static final int LOOPBACK_MTU = 65_535;

    /// The same for all, as there is one secret and one partition.
    private static final FlowShares SHARES = FlowShares.of(StackConfig.standard(VirtualHost.SECRET), 1);

    private final VirtualEnvironment environment;
    private final Partition partition;
    private final NetworkInterface network;
    private final LinkQueue queue;

    SingleStack(Setup setup) {
        final StackConfig config = setup.config();
        final Link link = setup.link();
        environment = new VirtualEnvironment(config, setup.startNs());
        partition = new Partition(environment, config, SHARES, (address, stands) -> {});
        queue = link.queue(0);
        network = new NetworkInterface(
                NETWORK,
                link.name(),
                link.type(),
                link.mtu(),
                link.address(),
                link.capabilities(),
                List.of(setup.address()),
                true);
        partition.interfaces().put(loopback());
        partition.interfaces().put(network);
        partition.routes().add(Route.onLink(setup.address().network(), network.index()));
        environment.add(network, link, queue);
    }

    private static NetworkInterface loopback() {
        return new NetworkInterface(
                NetworkInterface.LOOPBACK,
                "lo",
                LinkType.RAW_IP,
                LOOPBACK_MTU,
                0,
                new LinkCapabilities(true, 0),
                List.of(InterfaceAddress.parse("127.0.0.1/8")),
                true);
    }

    @Override
    public Partition streams() {
        return partition;
    }

    @Override
    public Partition datagrams() {
        return partition;
    }

    @Override
    public List<Partition> engines() {
        return List.of(partition);
    }

    @Override
    public long nowNs() {
        return environment.nowNs();
    }

    @Override
    public void now(long ns) {
        environment.now(ns);
    }

    @Override
    public long nextDeadlineNs() {
        return environment.timers.nextDeadlineNs();
    }

    @Override
    public void expire() {
        environment.timers.expire(environment.nowNs(), Integer.MAX_VALUE);
    }

    @Override
    public void receive() {
        final int count = queue.poll(environment.nowNs(), 1, environment.pool, this::receive);
        environment.account().received(count);
    }

    private void receive(Packet packet) {
        partition.receive(packet, network);
    }

    @Override
    public void endBatch() {
        environment.endBatch();
        Packet later;
        while ((later = environment.passedOn.poll()) != null) {
            partition.goOn(later);
            environment.endBatch();
        }
    }

    @Override
    public void call(Runnable call) {
        call.run();
    }

    @Override
    public int outstanding() {
        return environment.pool.outstanding();
    }
}
