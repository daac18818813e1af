package anax.netstack.stack;

import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import java.util.List;

/// Has the stack use a link: every partition one of its queues. The networks of its addresses become routes.
///
/// Owner: as every [StackMessage]; it is sent to the first partition. Once it is home, [#index] says the interface's
/// number.
public final class AddInterface extends EverywhereMessage {
    /// The result if the stack has [InterfaceTable#MOST_INTERFACES] already.
    public static final int TOO_MANY = 1;

    private final NetworkStack stack;
    private final Link link;
    private final List<InterfaceAddress> addresses;
    private NetworkInterface added;

    /// Makes the request.
    ///
    /// @param addresses the interface's addresses
    /// @throws IllegalArgumentException if the link has not one queue for each partition
    public AddInterface(NetworkStack stack, Link link, List<InterfaceAddress> addresses) {
        super(stack);
        if (link.queues() != stack.partitions()) {
            throw new IllegalArgumentException("link " + link.name() + " has " + link.queues()
                    + " queues, but the stack has " + stack.partitions()
                    + " partitions; give the link one queue for each");
        }
        assert stack.partitions() <= IndirectionTable.SLOTS;
        this.stack = stack;
        this.link = link;
        this.addresses = List.copyOf(addresses);
    }

    /// The number of the interface.
    public int index() {
        return added.index();
    }

    @Override
    protected int visit(Partition partition) {
        final int cpu = partition.environment().partition();
        if (cpu == 0 && partition.interfaces().size() == InterfaceTable.MOST_INTERFACES) {
            return TOO_MANY;
        }
        if (cpu == 0) {
            added = NetworkInterface.of(partition.interfaces().size(), link, addresses);
        }
        stack.netisr(cpu).add(added, link, cpu);
        partition.interfaceChanges().put(added, stack.config().probeAddresses());
        return 0;
    }
}
