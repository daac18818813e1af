package anax.netstack.ip;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.MacAddress;

/// Takes ARP packets: learns, answers, and hears of those who use our addresses (RFC 826, RFC 5227).
///
/// Owner: one partition. The first partition takes each packet, and the packet then visits the others one after the
/// other, so that all of them learn without a word shared between them. Allocates nothing, never blocks.
public final class ArpInput {
    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Neighbors neighbors;
    private final AddressClaims claims;
    private final ArpHeader arp = new ArpHeader();

    /// Makes the input of a partition.
    public ArpInput(
            EngineEnvironment environment, InterfaceTable interfaces, Neighbors neighbors, AddressClaims claims) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.neighbors = neighbors;
        this.claims = claims;
    }

    /// Takes a packet that begins at its network offset.
    public void input(Packet packet) {
        final NetworkInterface via = interfaces.get(packet.interfaceIndex());
        if (via == null || !arp.wrap(packet.buffer(), packet.networkOffset(), packet.length())) {
            environment.drop(packet, DropReason.ARP_MALFORMED);
            return;
        }
        if (!isStation(arp.senderMac())) {
            environment.drop(packet, DropReason.ARP_MALFORMED);
            return;
        }
        final boolean forUs = interfaces.interfaceOf(arp.targetIp()) == via.index();
        if (environment.partition() == 0) {
            claims.hear(via, arp.operation(), arp.senderMac(), arp.senderIp(), arp.targetIp());
            if (!isOfUse(via, forUs)) {
                environment.drop(packet, DropReason.ARP_NOT_OURS);
                return;
            }
            if (forUs && isAnswered(arp.targetIp(), arp.senderIp())) {
                final int own = arp.targetIp();
                final int asker = arp.senderIp();
                neighbors.sendArp(via, arp.senderMac(), ArpHeader.REPLY, own, arp.senderMac(), asker);
            }
        }
        if (isHost(arp.senderIp()) && !interfaces.isOurs(arp.senderIp())) {
            neighbors.learn(via, arp.senderIp(), arp.senderMac(), forUs && arp.operation() == ArpHeader.REQUEST);
        }
        visitNext(packet);
    }

    /// Who asks with an address of ours has it too, and hears of that by our defence, which has a bound (RFC
    /// 5227, section 2.4), and not by an answer, which has none.
    private boolean isAnswered(int target, int asker) {
        return arp.operation() == ArpHeader.REQUEST && !claims.isTentative(target) && !interfaces.isOurs(asker);
    }

    /// RFC 826 has everybody learn from everything that concerns somebody known; what is neither for us nor about
    /// the sender's own address, a router's question to another host say, concerns nobody here.
    private boolean isOfUse(NetworkInterface via, boolean forUs) {
        final boolean announces = arp.senderIp() == arp.targetIp();
        return forUs || announces || arp.operation() == ArpHeader.REPLY || neighbors.hardware(via, arp.senderIp()) >= 0;
    }

    /// RFC 1812, section 3.3.2: that a neighbour's station is everybody is not to be believed.
    private static boolean isStation(long hardware) {
        return hardware != 0 && !MacAddress.isGroup(hardware);
    }

    private boolean isHost(int address) {
        return !Ipv4Addresses.isThisNetwork(address)
                && !Ipv4Addresses.isMulticast(address)
                && !Ipv4Addresses.isLoopback(address)
                && !interfaces.isBroadcast(address);
    }

    private void visitNext(Packet packet) {
        final int next = environment.partition() + 1;
        if (next < environment.partitions()) {
            environment.passOn(packet.stage(Classifier.STAGE_ARP), next);
        } else {
            environment.deliver(packet);
        }
    }
}
