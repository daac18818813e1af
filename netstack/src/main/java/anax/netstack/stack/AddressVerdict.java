package anax.netstack.stack;

import anax.runtime.ReplyPort;

/// Tells every partition whether an address may be used: sent by the first partition, to which the claims belong,
/// first of all to itself.
///
/// Owner: as every [StackMessage]. Nobody waits for it. Changes of interfaces begin in the first partition too, so
/// all partitions hear of both in one order; a claim that has become another one meanwhile is not spoken of.
final class AddressVerdict extends EverywhereMessage {
    private final int address;
    private final boolean stands;

    AddressVerdict(NetworkStack stack, int address, boolean stands) {
        super(stack);
        this.address = address;
        this.stands = stands;
        replyTo(ReplyPort.SILENT);
    }

    @Override
    protected int visit(Partition partition) {
        if (visited() == 0 && partition.claims().isTentative(address) == stands) {
            return OVERTAKEN;
        }
        partition.interfaces().use(address, stands);
        return 0;
    }

    private static final int OVERTAKEN = 1;
}
