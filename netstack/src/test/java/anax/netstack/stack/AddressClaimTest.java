package anax.netstack.stack;

import static anax.netstack.stack.Frames.arp;
import static anax.netstack.stack.Frames.arpOf;
import static anax.netstack.stack.Frames.echo;
import static anax.netstack.stack.Frames.ipOf;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.Frames.udpToUs;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.OWN_STATION;
import static anax.netstack.wire.ArpHeader.REPLY;
import static anax.netstack.wire.ArpHeader.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.ConflictPolicy;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.MacAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a host makes sure that an address is its own, and defends it: RFC 5227.
class AddressClaimTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long STRANGER_STATION = 0x02_00_00_00_00_77L;

    private LonePartition host = LonePartition.only();

    @AfterEach
    void close() {
        host.does(partition -> partition.claims().release(OWN.v4()));
        host.pass(10 * SECOND_NS);
        host.close();
    }

    /// Section 2.3: two announcements, two seconds apart: requests whose sender and target are the address.
    @Test
    void shouldAnnounceTwiceWhenClaimedWithoutProbe() {
        claim(false);
        host.pass(10_000);
        assertAnnouncement(only(host.sent()));
        host.pass(2 * SECOND_NS - 10_000);
        assertThat(host.sent()).isEmpty();
        host.pass(20_000);
        assertAnnouncement(only(host.sent()));
        host.pass(60 * SECOND_NS);
        assertThat(host.sent()).isEmpty();
    }

    /// Section 2.1.1: three probes, one to two seconds apart, from no address; then, after two seconds, it is
    /// claimed.
    @Test
    void shouldProbeThriceBeforeItAnnounces() {
        claim(true);
        int probes = 0;
        long lastNs = Long.MIN_VALUE / 2;
        while (probes < 3) {
            host.pass(10_000_000);
            for (final byte[] frame : host.sent()) {
                assertThat(stationOf(frame)).isEqualTo(MacAddress.BROADCAST);
                assertThat(arpOf(frame).operation()).isEqualTo(REQUEST);
                assertThat(arpOf(frame).senderIp()).isZero();
                assertThat(arpOf(frame).senderMac()).isEqualTo(OWN_STATION);
                assertThat(arpOf(frame).targetIp()).isEqualTo(OWN.v4());
                if (probes > 0) {
                    assertThat(host.nowNs() - lastNs).isBetween(SECOND_NS - 10_000_000, 2 * SECOND_NS + 10_000_000);
                }
                lastNs = host.nowNs();
                probes++;
            }
        }
        assertThat(host.partition().claims().isTentative(OWN.v4())).isTrue();
        host.pass(2 * SECOND_NS - 20_000_000);
        assertThat(host.sent()).isEmpty();
        host.pass(30_000_000);
        assertAnnouncement(only(host.sent()));
        assertThat(host.partition().claims().isTentative(OWN.v4())).isFalse();
    }

    /// Section 2.1.1: an address that is not ours yet is not answered for.
    @Test
    void shouldNotAnswerWhileProbing() {
        claim(true);
        host.receives(arp(MacAddress.BROADCAST, REQUEST, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, OWN.v4()));
        assertThat(host.sent()).isEmpty();
    }

    /// Section 2.1.1: a probe has no address of its own. Who asks with one wants to talk to the address's host,
    /// and does not claim it.
    @Test
    void shouldKeepClaimWhenSomebodyAsksForAddressWhileProbing() {
        claim(true);
        host.receives(arp(MacAddress.BROADCAST, REQUEST, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, OWN.v4()));
        assertThat(host.partition().claims().conflicts()).isZero();
        host.pass(10 * SECOND_NS);
        assertThat(host.partition().claims().isTentative(OWN.v4())).isFalse();
    }

    /// Section 2.1.1: whoever is heard to have the address has it, and we have it not, nor answer for it ever
    /// after.
    @Test
    void shouldLoseAddressWhenSomebodyHasIt() {
        claim(true);
        host.receives(arp(OWN_STATION, REPLY, STRANGER_STATION, OWN.v4(), OWN_STATION, 0));
        assertThat(host.partition().claims().conflicts()).isEqualTo(1);
        assertLost();
    }

    /// Section 2.1.1: another host that probes for the same address at the same time is a conflict as well.
    @Test
    void shouldLoseAddressWhenSomebodyProbesForItToo() {
        claim(true);
        host.receives(arp(MacAddress.BROADCAST, REQUEST, STRANGER_STATION, 0, 0, OWN.v4()));
        assertLost();
    }

    /// Our own probe, which a bridge may send back to us, is none.
    @Test
    void shouldNotTakeItselfForSomebodyElse() {
        claim(true);
        host.receives(arp(MacAddress.BROADCAST, REQUEST, OWN_STATION, 0, 0, OWN.v4()));
        assertThat(host.partition().claims().conflicts()).isZero();
        assertThat(host.partition().claims().isTentative(OWN.v4())).isTrue();
    }

    /// Section 1.1: an address that is not known to be ours is no source.
    @Test
    void shouldSendFromAddressWhenClaimStandsAndNotBefore() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        claim(true);
        final UdpEndpoint any = bound(0, 4_000);
        final UdpEndpoint own = bound(OWN.v4(), 4_001);
        for (final UdpEndpoint socket : List.of(any, own)) {
            assertThat(send(socket)).isEqualTo(SendResult.NO_SOURCE);
        }
        host.pass(10 * SECOND_NS);
        host.sent();
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        for (final UdpEndpoint socket : List.of(any, own)) {
            assertThat(send(socket)).isEqualTo(SendResult.OK);
            assertThat(ipOf(only(host.sent())).src()).isEqualTo(OWN.v4());
        }
        assertThat(host.dropped()).containsExactly(DropReason.IP_NO_SOURCE, DropReason.IP_NO_SOURCE);
    }

    /// Section 2.1.1: neither an echo nor a datagram to it is ours before.
    @Test
    void shouldTakeNothingForAddressWhileProbing() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        claim(true);
        final UdpEndpoint socket = bound(0, 4_000);
        host.receives(echo(octets(8)).frame());
        host.receives(udpToUs(5_000, 4_000, octets(8)).frame());
        host.receives(udpToUs(5_000, 4_999, octets(8)).frame());
        assertThat(host.dropped()).containsOnly(DropReason.IP_NOT_OURS).hasSize(3);
        assertThat(socket.unread()).isZero();
        assertThat(host.sent()).isEmpty();
        host.pass(10 * SECOND_NS);
        host.sent();
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.receives(echo(octets(8)).frame());
        assertThat(host.sent()).hasSize(1);
    }

    /// Section 2.1.1: a request from no address is a probe, and would look as if we wanted the other's address.
    @Test
    void shouldAskForNobodyWhileItHasNoAddressToAskFrom() {
        claim(true);
        final int other = IpAddress.parse("10.9.9.9").v4();
        final NetworkInterface tunnel = new NetworkInterface(
                2,
                "tunnel",
                LinkType.RAW_IP,
                1_500,
                0,
                LinkCapabilities.NONE,
                List.of(InterfaceAddress.parse("10.9.9.9/32")),
                true);
        host.does(partition -> partition.interfaceChanges().put(tunnel, false));
        send(bound(other, 4_000));
        host.pass(SECOND_NS);
        for (final byte[] frame : host.sent()) {
            assertThat(arpOf(frame).targetIp()).isEqualTo(OWN.v4());
        }
        assertThat(host.dropped()).containsExactly(DropReason.ARP_UNRESOLVED);
    }

    /// Section 2.1.1: after ten conflicts no more than one address a minute is tried.
    @Test
    void shouldWaitMinuteBeforeProbingWhenTenAddressesWereLost() {
        for (int i = 0; i < 10; i++) {
            claim(true);
            host.pass(SECOND_NS);
            host.receives(arp(OWN_STATION, REPLY, STRANGER_STATION, OWN.v4(), OWN_STATION, 0));
        }
        host.sent();
        claim(true);
        host.pass(60 * SECOND_NS - 1);
        assertThat(host.sent()).isEmpty();
        host.pass(SECOND_NS + 1);
        assertThat(host.sent()).hasSize(1);
    }

    /// Section 2.4 (b): defended once; whoever goes on has it, and we use it no longer.
    @Test
    void shouldGiveAddressUpWhenHeardAgainWithinTenSeconds() {
        claim(false);
        host.pass(5 * SECOND_NS);
        host.sent();
        conflict();
        assertAnnouncement(only(host.sent()));
        host.pass(10 * SECOND_NS);
        conflict();
        assertAnnouncement(only(host.sent()));
        host.pass(10 * SECOND_NS - 1);
        conflict();
        assertLost();
        assertThat(host.partition().interfaces().isOurs(OWN.v4())).isFalse();
        assertThat(send(bound(OWN.v4(), 4_000))).isEqualTo(SendResult.NO_SOURCE);
        host.dropped();
    }

    /// Section 2.4 (a).
    @Test
    void shouldGiveAddressUpAtOnceWhenToldSo() {
        host = withPolicy(ConflictPolicy.GIVE_UP);
        claim(false);
        host.pass(5 * SECOND_NS);
        host.sent();
        conflict();
        assertLost();
        assertThat(host.partition().interfaces().isOurs(OWN.v4())).isFalse();
    }

    /// Section 2.4 (c): one announcement in defence, and no second one within ten seconds, or two hosts that both
    /// defend would fill the link.
    @Test
    void shouldDefendOnceInTenSecondsWhenToldToKeepIt() {
        host = withPolicy(ConflictPolicy.KEEP);
        claim(false);
        host.pass(5 * SECOND_NS);
        host.sent();
        int defended = 0;
        for (int i = 0; i < 25; i++) {
            host.receives(arp(MacAddress.BROADCAST, REQUEST, STRANGER_STATION, OWN.v4(), 0, OWN.v4()));
            host.receives(arp(OWN_STATION, REPLY, STRANGER_STATION, OWN.v4(), OWN_STATION, OWN.v4()));
            for (final byte[] frame : host.sent()) {
                assertAnnouncement(frame);
                defended++;
            }
            host.pass(SECOND_NS);
        }
        assertThat(defended).isEqualTo(3);
        assertThat(host.partition().claims().conflicts()).isEqualTo(50);
        assertThat(host.partition().neighbors().size()).isZero();
        assertThat(host.partition().interfaces().isOurs(OWN.v4())).isTrue();
    }

    /// Whoever probes for what is ours gets an answer, and may not have it (section 2.1.1).
    @Test
    void shouldAnswerProbeWhenAddressIsOurs() {
        claim(false);
        host.pass(5 * SECOND_NS);
        host.sent();
        host.receives(arp(MacAddress.BROADCAST, REQUEST, STRANGER_STATION, 0, 0, OWN.v4()));
        assertThat(arpOf(only(host.sent())).operation()).isEqualTo(REPLY);
    }

    private void assertLost() {
        host.pass(10 * SECOND_NS);
        assertThat(host.sent()).isEmpty();
        host.receives(arp(MacAddress.BROADCAST, REQUEST, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, OWN.v4()));
        assertThat(host.sent()).as("answers for an address that was lost").isEmpty();
    }

    private void claim(boolean probe) {
        host.does(partition -> partition.interfaceChanges().put(host.wire().withUp(false), false));
        host.does(partition -> partition.interfaceChanges().put(host.wire(), probe));
    }

    private void conflict() {
        host.receives(arp(MacAddress.BROADCAST, REQUEST, STRANGER_STATION, OWN.v4(), 0, OWN.v4()));
    }

    private UdpEndpoint bound(int address, int port) {
        final UdpEndpoint socket = new UdpEndpoint(host.environment(), readable -> {});
        host.does(partition -> partition.udpSockets().bind(socket, address, port));
        return socket;
    }

    private int send(UdpEndpoint from) {
        final int[] result = new int[1];
        host.does(partition -> {
            final Packet packet = partition.environment().originate(8);
            packet.range(packet.offset(), 8);
            result[0] = partition.udpOutput().send(from, packet, NEIGHBOR.v4(), 5_000);
        });
        return result[0];
    }

    private static LonePartition withPolicy(ConflictPolicy policy) {
        return LonePartition.only(config -> config.with(draft -> draft.conflictPolicy = policy));
    }

    private static void assertAnnouncement(byte[] frame) {
        final ArpHeader arp = arpOf(frame);
        assertThat(stationOf(frame)).isEqualTo(MacAddress.BROADCAST);
        assertThat(arp.operation()).isEqualTo(REQUEST);
        assertThat(arp.senderMac()).isEqualTo(OWN_STATION);
        assertThat(arp.senderIp()).isEqualTo(OWN.v4());
        assertThat(arp.targetIp()).isEqualTo(OWN.v4());
    }

    private static byte[] only(List<byte[]> frames) {
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
