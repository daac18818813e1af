package anax.netstack.stack;

import anax.netstack.ip.NetworkInterface;

/// Puts something else in the place of what the partitions know of an interface: up or down, other addresses.
///
/// Owner: as every [StackMessage].
public final class ChangeInterface extends EverywhereMessage {
    private final NetworkStack stack;
    private final NetworkInterface changed;

    /// Makes the request.
    ///
    /// @param changed what is to be known from now on, under the number that the interface has
    public ChangeInterface(NetworkStack stack, NetworkInterface changed) {
        super(stack);
        this.stack = stack;
        this.changed = changed;
    }

    @Override
    protected int visit(Partition partition) {
        partition.interfaces().put(changed);
        stack.netisr(partition.environment().partition()).replace(changed);
        return 0;
    }
}
