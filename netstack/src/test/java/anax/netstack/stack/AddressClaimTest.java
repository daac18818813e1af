package anax.netstack.stack;

import static anax.netstack.stack.Frames.arp;
import static anax.netstack.stack.Frames.arpOf;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.OWN_STATION;
import static anax.netstack.wire.ArpHeader.REPLY;
import static anax.netstack.wire.ArpHeader.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.MacAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a host makes sure that an address is its own, and defends it: RFC 5227.
class AddressClaimTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long STRANGER_STATION = 0x02_00_00_00_00_77L;

    private final LonePartition host = LonePartition.only();

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

    /// Section 2.4 (c): one announcement in defence, and no second one within ten seconds, or two hosts that both
    /// defend would fill the link.
    @Test
    void shouldDefendOnceInTenSeconds() {
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
        host.does(partition -> partition.claims().claim(host.wire(), OWN.v4(), probe));
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
