package anax.netstack.stack;

import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import java.util.List;

/// Has the stack use a link. The networks of its addresses become routes.
///
/// Owner: as every [StackMessage]; to whichever partition it is sent, it begins in the first. Once it is home, [#index]
/// says the interface's number.
///
/// Best is a queue for each partition. If the link has fewer, the others receive nothing by themselves, and what they
/// send crosses to a partition that has a queue; if it has more, partitions serve several, and send by the first of
/// them.
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
    public AddInterface(NetworkStack stack, Link link, List<InterfaceAddress> addresses) {
        super(stack);
        assert stack.partitions() <= IndirectionTable.SLOTS;
        this.stack = stack;
        this.link = link;
        this.addresses = List.copyOf(addresses);
    }

    /// The number of the interface.
    public int index() {
        return added.index();
    }

    /// The first partition gives the numbers.
    @Override
    protected boolean beginsInFirst() {
        return true;
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
        stack.netisr(cpu).add(added, link);
        partition.interfaceChanges().put(added, stack.config().probeAddresses());
        return 0;
    }
}
