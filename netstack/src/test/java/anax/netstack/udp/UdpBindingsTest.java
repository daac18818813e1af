package anax.netstack.udp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.Guard;
import anax.netstack.stack.LonePartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which unconnected socket takes what comes to a port, and which member of a group a flow comes to.
class UdpBindingsTest {
    private static final int HERE = 0x0A000001;
    private static final int ELSEWHERE = 0x0A000009;
    private static final int PEER = 0x0A000002;
    private static final int PORT = 53;
    private static final int MEMBERS = 3;

    private final LonePartition host = LonePartition.only();
    private final IndirectionTable table = new IndirectionTable(MEMBERS, new SipHash(1, 2));
    private final UdpBindings bindings = new UdpBindings(FlowHash.TOEPLITZ, table, Guard.NONE);

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void shouldPreferTheSocketThatNamesTheAddress() {
        final UdpEndpoint any = endpoint();
        final UdpEndpoint here = endpoint();
        bindings.add(0, PORT, any);
        bindings.add(HERE, PORT, here);
        assertThat(find(HERE, 1_000)).isSameAs(here);
        assertThat(find(ELSEWHERE, 1_000)).isSameAs(any);
    }

    @Test
    void shouldGiveAFlowToTheMemberOfItsOwnNumberWhenAGroupIsInOneTable() {
        final UdpEndpoint[] members = group();
        for (int srcPort = 1_000; srcPort < 1_200; srcPort++) {
            final int owner = table.cpu(FlowHash.TOEPLITZ.hash(PEER, HERE, srcPort, PORT));
            assertThat(find(HERE, srcPort)).isSameAs(members[owner]);
        }
        assertThat(bindings.size()).isEqualTo(MEMBERS);
    }

    @Test
    void shouldShareFlowsOutOverThoseThatAreLeftWhenAMemberLeaves() {
        final UdpEndpoint[] members = group();
        bindings.remove(PORT, members[0]);
        for (int srcPort = 1_000; srcPort < 1_200; srcPort++) {
            assertThat(find(HERE, srcPort)).isIn(members[1], members[2]);
        }
        bindings.remove(PORT, members[2]);
        assertThat(find(HERE, 1_000)).isSameAs(members[1]);
        bindings.remove(PORT, members[1]);
        assertThat(find(HERE, 1_000)).isNull();
        assertThat(bindings.size()).isZero();
    }

    @Test
    void shouldKeepOtherSocketsOfThePortWhenAGroupChanges() {
        final UdpEndpoint elsewhere = endpoint();
        bindings.add(ELSEWHERE, PORT, elsewhere);
        final UdpEndpoint[] members = group();
        assertThat(find(ELSEWHERE, 1_000)).isSameAs(elsewhere);
        for (final UdpEndpoint each : members) {
            bindings.remove(PORT, each);
        }
        assertThat(find(ELSEWHERE, 1_000)).isSameAs(elsewhere);
        assertThat(bindings.isTaken(ELSEWHERE, PORT)).isTrue();
        assertThat(bindings.isTaken(HERE, PORT)).isFalse();
    }

    private UdpEndpoint[] group() {
        final UdpEndpoint[] members = new UdpEndpoint[MEMBERS];
        for (int i = 0; i < MEMBERS; i++) {
            members[i] = endpoint();
            bindings.addMember(0, PORT, members[i]);
        }
        return members;
    }

    private UdpEndpoint find(int dst, int srcPort) {
        return bindings.find(PEER, dst, srcPort, PORT);
    }

    private UdpEndpoint endpoint() {
        return new UdpEndpoint(host.environment(), socket -> {});
    }
}
