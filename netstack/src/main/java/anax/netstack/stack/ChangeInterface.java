package anax.netstack.stack;

import anax.netstack.ip.NetworkInterface;

/// Puts something else in the place of what the partitions know of an interface: up or down, other addresses. What
/// depends on it follows, see [anax.netstack.ip.InterfaceChanges]. An address that was lost to another station is
/// claimed again when its interface is taken down and up.
///
/// Owner: as every [StackMessage]; to whichever partition it is sent, it begins in the first.
public final class ChangeInterface extends EverywhereMessage {
    /// The result if the stack has no interface of this number.
    public static final int NO_SUCH_INTERFACE = 1;

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

    /// So does an [AddressVerdict]: all partitions must hear of both in one order.
    @Override
    protected boolean beginsInFirst() {
        return true;
    }

    @Override
    protected int visit(Partition partition) {
        if (partition.interfaces().get(changed.index()) == null) {
            return NO_SUCH_INTERFACE;
        }
        stack.netisr(partition.environment().partition()).replace(changed);
        partition.interfaceChanges().put(changed, stack.config().probeAddresses());
        return 0;
    }
}
