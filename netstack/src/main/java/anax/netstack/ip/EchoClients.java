package anax.netstack.ip;

import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import org.agrona.collections.Int2ObjectHashMap;

/// Who asked for echoes, by the identifier that each question carries (RFC 792).
///
/// Owner: the first partition, to which all answers go. Allocates when somebody asks. Never blocks.
public final class EchoClients implements EchoReplies {
    private final Int2ObjectHashMap<EchoReplies> clients = new Int2ObjectHashMap<>();

    /// Makes an empty one.
    public EchoClients() {}

    /// Has answers with an identifier go to a client.
    ///
    /// @return false if another one has it
    public boolean add(int identifier, EchoReplies client) {
        return clients.putIfAbsent(identifier, client) == null;
    }

    /// Ends that.
    public void remove(int identifier) {
        clients.remove(identifier);
    }

    @Override
    public void onReply(Packet packet, IcmpHeader icmp) {
        final EchoReplies client = clients.get(icmp.identifier());
        if (client != null) {
            client.onReply(packet, icmp);
        }
    }
}
