package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IgmpHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import java.util.Arrays;

/// The host's memberships of multicast groups, and what it tells routers of them: IGMP version 3 (RFC 3376), and
/// versions 2 and 1 where a router that speaks no other was heard (section 7).
///
/// Owner: the first partition, to which all IGMP goes; those of other partitions have no members and say nothing.
/// Allocates when a group is joined. Never blocks. Bound: what sockets ask for.
///
/// Each listener has a filter of sources for each group; the host's state of a group is what all of them want
/// together (section 3.2), and that is what routers are told. Versions 2 and 1 know no sources: there the host is a
/// member or not.
public final class GroupMembership implements Groups, TransportInput {
    private final EngineEnvironment environment;
    private final IgmpOutput output;
    private final IgmpHeader igmp = new IgmpHeader();
    private final Ipv4Header ip = new Ipv4Header();
    private final Ipv4Options options = new Ipv4Options();
    private IgmpInterface[] byIndex = new IgmpInterface[0];

    /// Makes a host that is member of no group but that of all.
    public GroupMembership(EngineEnvironment environment, InterfaceTable interfaces, Ipv4Output ipOutput) {
        this.environment = environment;
        output = new IgmpOutput(environment, interfaces, ipOutput);
    }

    @Override
    public boolean isMember(int interfaceIndex, int group) {
        if (group == Ipv4Addresses.ALL_SYSTEMS) {
            return true;
        }
        return interfaceIndex < byIndex.length
                && byIndex[interfaceIndex] != null
                && byIndex[interfaceIndex].isMember(group);
    }

    @Override
    public void listen(Object listener, int interfaceIndex, int group, SourceFilter filter) {
        if (group != Ipv4Addresses.ALL_SYSTEMS) {
            at(interfaceIndex).listen(listener, group, filter);
        }
    }

    /// An interface was taken down: nothing is to be said by it. Memberships stay.
    public void onDown(int interfaceIndex) {
        at(interfaceIndex).onDown();
    }

    /// An interface came up: routers of its link have not heard of our memberships, or have forgotten them.
    public void onUp(int interfaceIndex) {
        at(interfaceIndex).onUp();
    }

    /// The version that the host speaks on an interface: 3, or less while an older router is about.
    public int version(int interfaceIndex) {
        return at(interfaceIndex).version();
    }

    @Override
    public void input(Packet packet) {
        final int at = packet.transportOffset();
        if (!igmp.wrap(packet.buffer(), at, packet.end() - at) || !igmp.verifies()) {
            environment.drop(packet, DropReason.IGMP_MALFORMED);
            return;
        }
        if (igmp.type() == IgmpHeader.QUERY) {
            // Section 9.1: what has none was not sent by a router of this link. Version 1 is older than the option.
            if (igmp.queryVersion() > 1 && !hasRouterAlert(packet)) {
                environment.drop(packet, DropReason.IGMP_NO_ALERT);
                return;
            }
            at(packet.interfaceIndex()).onQuery(igmp);
        } else if (igmp.type() == IgmpHeader.REPORT_V1 || igmp.type() == IgmpHeader.REPORT_V2) {
            at(packet.interfaceIndex()).onReport(igmp.group());
        }
        environment.deliver(packet); // what is left is for routers, or unknown (section 4)
    }

    /// Nobody sends IGMP by a socket that could be told.
    @Override
    public int onError(Packet packet, Ipv4Header quoted, IcmpError error) {
        return -1;
    }

    private boolean hasRouterAlert(Packet packet) {
        return ip.wrap(packet.buffer(), packet.networkOffset(), packet.end() - packet.networkOffset())
                && options.wrap(packet.buffer(), ip.optionsOffset(), ip.optionsLength())
                && options.hasRouterAlert();
    }

    private IgmpInterface at(int index) {
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, index + 1);
        }
        if (byIndex[index] == null) {
            byIndex[index] = new IgmpInterface(environment, output, index);
        }
        return byIndex[index];
    }
}
