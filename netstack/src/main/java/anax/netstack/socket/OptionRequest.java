package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;

/// Changes an option of a socket in its partition.
///
/// Owner: as every [StackMessage]. What the change throws must not end the netisr: it is kept for whoever asked.
final class OptionRequest extends StackMessage {
    private final UdpEndpoint endpoint;
    private final UdpOption option;
    private RuntimeException refusal;

    OptionRequest(UdpEndpoint endpoint, UdpOption option) {
        this.endpoint = endpoint;
        this.option = option;
    }

    /// Throws what the change threw, if it did.
    void throwRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    protected int serve(Partition partition) {
        try {
            option.applyTo(endpoint);
        } catch (RuntimeException refused) {
            refusal = refused;
        }
        return 0;
    }
}
