package anax.netstack.stack;

import static anax.netstack.stack.Frames.arp;
import static anax.netstack.stack.Frames.arpOf;
import static anax.netstack.stack.Frames.etherTypeOf;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.OWN_STATION;
import static anax.netstack.wire.ArpHeader.REPLY;
import static anax.netstack.wire.ArpHeader.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.Neighbors;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.MacAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a host finds its neighbours and is found by them: RFC 826; RFC 1122, section 2.3.2.
class ArpTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final long STRANGER_STATION = 0x02_00_00_00_00_77L;
    private static final int PROTOCOL = 200;

    private final LonePartition host = LonePartition.only();

    @AfterEach
    void close() {
        host.close();
    }

    /// RFC 826, packet reception: if the target is me and it is a request, swap, fill in my hardware address,
    /// send it to the asker.
    @Test
    void shouldAnswerWhenAskedForOwnAddress() {
        host.receives(request(NEIGHBOR_STATION, NEIGHBOR.v4(), OWN.v4()));
        final List<byte[]> sent = host.sent();
        assertThat(sent).hasSize(1);
        assertThat(stationOf(sent.getFirst())).isEqualTo(NEIGHBOR_STATION);
        final ArpHeader answer = arpOf(sent.getFirst());
        assertThat(answer.operation()).isEqualTo(REPLY);
        assertThat(answer.senderMac()).isEqualTo(OWN_STATION);
        assertThat(answer.senderIp()).isEqualTo(OWN.v4());
        assertThat(answer.targetMac()).isEqualTo(NEIGHBOR_STATION);
        assertThat(answer.targetIp()).isEqualTo(NEIGHBOR.v4());
    }

    /// RFC 826: whoever asks for me is learned before the answer goes, for I shall want to answer what it sends
    /// next.
    @Test
    void shouldLearnAskerWhenAskedForOwnAddress() {
        host.receives(request(NEIGHBOR_STATION, NEIGHBOR.v4(), OWN.v4()));
        host.sent();
        assertThat(sendTo(NEIGHBOR.v4())).isEqualTo(SendResult.OK);
        assertThat(stationOf(only(host.sent()))).isEqualTo(NEIGHBOR_STATION);
    }

    /// RFC 5227, section 2.1.1: a probe asks with no address of its own, and is answered as any request is.
    @Test
    void shouldAnswerProbeAndLearnNothing() {
        host.receives(request(NEIGHBOR_STATION, 0, OWN.v4()));
        assertThat(arpOf(only(host.sent())).senderIp()).isEqualTo(OWN.v4());
        assertThat(host.partition().neighbors().size()).isZero();
    }

    @Test
    void shouldNotAnswerWhenAnotherHostIsAskedFor() {
        host.receives(request(NEIGHBOR_STATION, NEIGHBOR.v4(), Frames.v4("10.0.0.3")));
        assertThat(host.sent()).isEmpty();
        assertThat(host.dropped()).containsExactly(DropReason.ARP_NOT_OURS);
        assertThat(host.partition().neighbors().size()).isZero();
    }

    /// An address belongs to a network, and only its hosts are told where it is: who asks on another one would
    /// send what this interface has no business with.
    @Test
    void shouldNotAnswerWhenAddressIsOfAnotherInterface() {
        final NetworkInterface other = new NetworkInterface(
                2,
                "other",
                LinkType.ETHERNET,
                1_500,
                0x02_00_00_00_00_11L,
                LinkCapabilities.NONE,
                List.of(InterfaceAddress.parse("10.9.0.1/24")),
                true);
        host.does(partition -> partition.interfaces().put(other));
        host.receives(request(NEIGHBOR_STATION, NEIGHBOR.v4(), Frames.v4("10.9.0.1")));
        assertThat(host.sent()).isEmpty();
        assertThat(host.dropped()).containsExactly(DropReason.ARP_NOT_OURS);
    }

    @Test
    void shouldAskEverybodyAndSendWhatWaitsInOrderWhenAnswered() {
        sendTo(NEIGHBOR.v4(), 1);
        sendTo(NEIGHBOR.v4(), 2);
        sendTo(NEIGHBOR.v4(), 3);
        final byte[] question = only(host.sent());
        assertThat(stationOf(question)).isEqualTo(MacAddress.BROADCAST);
        assertThat(arpOf(question).operation()).isEqualTo(REQUEST);
        assertThat(arpOf(question).senderMac()).isEqualTo(OWN_STATION);
        assertThat(arpOf(question).senderIp()).isEqualTo(OWN.v4());
        assertThat(arpOf(question).targetMac()).isZero();
        assertThat(arpOf(question).targetIp()).isEqualTo(NEIGHBOR.v4());
        host.receives(reply(NEIGHBOR_STATION, NEIGHBOR.v4()));
        assertThat(lengths(host.sent())).containsExactly(1, 2, 3);
        assertThat(host.partition().neighbors().waiting()).isZero();
    }

    /// RFC 1122, section 2.3.2.1: at most one request a second for one address; and it is given up at last.
    @Test
    void shouldAskOnceASecondAndGiveUpAfterThree() {
        sendTo(NEIGHBOR.v4());
        for (int asked = 1; asked < 3; asked++) {
            assertThat(host.sent()).hasSize(1);
            host.pass(SECOND_NS - 10_000);
            sendTo(NEIGHBOR.v4());
            assertThat(host.sent()).isEmpty();
            host.pass(20_000);
        }
        assertThat(host.sent()).hasSize(1);
        host.pass(SECOND_NS);
        assertThat(host.sent()).isEmpty();
        assertThat(host.dropped()).containsOnly(DropReason.ARP_UNRESOLVED).hasSize(3);
        assertThat(host.partition().neighbors().size()).isZero();
    }

    /// RFC 1122, section 2.3.2.2: save at least the latest packet for each destination that is being asked for.
    @Test
    void shouldKeepTheLatestWhenMoreWaitThanMay() {
        final int all = Neighbors.MOST_WAITING + 3;
        for (int i = 1; i <= all; i++) {
            sendTo(NEIGHBOR.v4(), i);
        }
        assertThat(host.dropped()).containsOnly(DropReason.ARP_QUEUE).hasSize(3);
        host.sent();
        host.receives(reply(NEIGHBOR_STATION, NEIGHBOR.v4()));
        final List<Integer> lengths = lengths(host.sent());
        assertThat(lengths).hasSize(Neighbors.MOST_WAITING).first().isEqualTo(4);
        assertThat(lengths).last().isEqualTo(all);
    }

    /// What waits lies in the partition's only pool: it must not go to hosts that do not exist, or whoever makes
    /// us answer to many such keeps us from answering anybody.
    @Test
    void shouldBoundWhatWaitsForAllNeighborsTogether() {
        for (int i = 0; i < 2 * Neighbors.MOST_WAITING_TOGETHER; i++) {
            sendTo(Frames.v4("10.0.0.3") + i % 200);
        }
        assertThat(host.partition().neighbors().waiting()).isEqualTo(Neighbors.MOST_WAITING_TOGETHER);
        assertThat(host.dropped()).contains(DropReason.ARP_QUEUE);
        host.pass(4 * SECOND_NS);
        assertThat(host.partition().neighbors().waiting()).isZero();
    }

    /// RFC 826's merge: what is known is replaced by what its owner says, whether or not it was asked.
    @Test
    void shouldReplaceWhatIsKnownWhenOwnerAnnouncesAnotherStation() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.receives(arp(MacAddress.BROADCAST, REQUEST, STRANGER_STATION, NEIGHBOR.v4(), 0, NEIGHBOR.v4()));
        assertThat(host.sent()).isEmpty();
        sendTo(NEIGHBOR.v4());
        assertThat(stationOf(only(host.sent()))).isEqualTo(STRANGER_STATION);
    }

    /// What nobody here asked for and nobody asks us with is not remembered: else anybody fills the table by
    /// talking.
    @Test
    void shouldNotLearnFromUnsolicitedReplyWhenUnknown() {
        host.receives(reply(NEIGHBOR_STATION, NEIGHBOR.v4()));
        host.receives(arp(MacAddress.BROADCAST, REPLY, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, NEIGHBOR.v4()));
        host.receives(arp(MacAddress.BROADCAST, REQUEST, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, NEIGHBOR.v4()));
        assertThat(host.partition().neighbors().size()).isZero();
        assertThat(host.sent()).isEmpty();
    }

    /// RFC 1812, section 3.3.2: nobody's station address is a group's; to believe that were to shout what was
    /// meant for one.
    @ParameterizedTest
    @ValueSource(longs = {MacAddress.BROADCAST, 0x01_00_5E_00_00_01L, 0})
    void shouldNotBelieveThatNeighborsStationIsEverybody(long station) {
        sendTo(NEIGHBOR.v4());
        host.sent();
        host.receives(arp(OWN_STATION, REPLY, station, NEIGHBOR.v4(), OWN_STATION, OWN.v4()));
        host.receives(arp(MacAddress.BROADCAST, REQUEST, station, NEIGHBOR.v4(), 0, OWN.v4()));
        assertThat(host.sent()).isEmpty();
        assertThat(host.dropped()).containsOnly(DropReason.ARP_MALFORMED).hasSize(2);
        host.pass(4 * SECOND_NS);
    }

    /// Nobody but us has our address; whoever says so is no neighbour but a conflict.
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "10.0.0.255"})
    void shouldNeverLearnAddressThatIsNoNeighbors(String address) {
        host.receives(request(STRANGER_STATION, Frames.v4(address), OWN.v4()));
        host.receives(arp(OWN_STATION, REPLY, STRANGER_STATION, Frames.v4(address), OWN_STATION, OWN.v4()));
        assertThat(host.partition().neighbors().size()).isZero();
    }

    /// RFC 1122, section 2.3.2.1 (2): before an entry in use is forgotten, the host itself is asked.
    @Test
    void shouldAskStationItselfBeforeForgettingWhenInUse() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        sendTo(NEIGHBOR.v4());
        host.sent();
        host.pass(MINUTE_NS + SECOND_NS / 2);
        final byte[] question = only(host.sent());
        assertThat(stationOf(question)).isEqualTo(NEIGHBOR_STATION);
        assertThat(arpOf(question).targetIp()).isEqualTo(NEIGHBOR.v4());
        sendTo(NEIGHBOR.v4()); // while it is asked it is believed
        assertThat(stationOf(only(host.sent()))).isEqualTo(NEIGHBOR_STATION);
        host.receives(reply(NEIGHBOR_STATION, NEIGHBOR.v4()));
        host.pass(MINUTE_NS / 2);
        assertThat(host.sent()).isEmpty();
    }

    @Test
    void shouldAskEverybodyAgainWhenStationStaysSilent() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        sendTo(NEIGHBOR.v4());
        host.pass(MINUTE_NS + 4 * SECOND_NS);
        host.sent();
        sendTo(NEIGHBOR.v4());
        assertThat(stationOf(only(host.sent()))).isEqualTo(MacAddress.BROADCAST);
        host.receives(reply(STRANGER_STATION, NEIGHBOR.v4()));
        assertThat(stationOf(only(host.sent()))).isEqualTo(STRANGER_STATION);
    }

    @Test
    void shouldForgetInSilenceWhenNobodyUsesIt() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.pass(2 * MINUTE_NS);
        assertThat(host.sent()).isEmpty();
        assertThat(host.partition().neighbors().size()).isZero();
    }

    @Test
    void shouldForgetOneUnusedWhenTableIsFull() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        final int network = Frames.v4("10.0.1.0");
        for (int i = 1; i < Neighbors.MOST_NEIGHBORS + 100; i++) {
            if (i % 500 == 0) {
                sendTo(NEIGHBOR.v4());
            }
            host.receives(request(STRANGER_STATION, network + i, OWN.v4()));
            host.sent();
        }
        assertThat(host.partition().neighbors().size()).isEqualTo(Neighbors.MOST_NEIGHBORS);
        assertThat(host.partition().neighbors().hardware(host.wire(), NEIGHBOR.v4()))
                .isEqualTo(NEIGHBOR_STATION);
    }

    /// RFC 826: other hardware, other protocols, other lengths are somebody else's.
    @Test
    void shouldDropWhenMalformedOrCut() {
        final byte[] good = request(NEIGHBOR_STATION, NEIGHBOR.v4(), OWN.v4());
        for (int place = EthernetHeader.HEADER_LENGTH; place < EthernetHeader.HEADER_LENGTH + 6; place++) {
            final byte[] bad = good.clone();
            bad[place] ^= 0x10;
            host.receives(bad);
        }
        for (int length = EthernetHeader.HEADER_LENGTH; length < good.length; length++) {
            host.receives(java.util.Arrays.copyOf(good, length));
        }
        assertThat(host.dropped()).containsOnly(DropReason.ARP_MALFORMED).hasSize(6 + ArpHeader.LENGTH);
        assertThat(host.sent()).isEmpty();
    }

    /// RFC 826: the opcode is looked at last; what is neither request nor reply is not answered.
    @Test
    void shouldNotAnswerWhenOperationIsUnknown() {
        host.receives(arp(OWN_STATION, 9, NEIGHBOR_STATION, NEIGHBOR.v4(), 0, OWN.v4()));
        assertThat(host.sent()).isEmpty();
    }

    /// What is known of a link that is down is not asked for, and nothing leaves by it.
    @Test
    void shouldSendNothingWhenInterfaceWentDown() {
        sendTo(NEIGHBOR.v4());
        host.sent();
        host.does(partition -> partition.interfaces().put(host.wire().withUp(false)));
        host.pass(10 * SECOND_NS);
        assertThat(host.sent()).isEmpty();
        assertThat(host.dropped()).contains(DropReason.ARP_UNRESOLVED);
    }

    /// RFC 1122, section 2.3.2: a broadcast or multicast needs no question.
    @Test
    void shouldNotAskWhenDestinationIsGroup() {
        sendTo(Frames.v4("10.0.0.255"));
        assertThat(stationOf(only(host.sent()))).isEqualTo(MacAddress.BROADCAST);
        sendTo(Frames.v4("224.1.2.3"));
        assertThat(stationOf(only(host.sent()))).isEqualTo(0x01_00_5E_01_02_03L);
        assertThat(host.partition().neighbors().size()).isZero();
    }

    private int sendTo(int address) {
        return sendTo(address, 10);
    }

    private int sendTo(int address, int payload) {
        final int[] result = new int[1];
        host.does(partition -> {
            final Packet packet = partition.environment().originate(payload);
            packet.range(packet.offset(), payload).buffer().putBytes(packet.offset(), octets(payload));
            assertThat(partition.ipv4Output().route(address, -1)).isEqualTo(SendResult.OK);
            final int src = partition.ipv4Output().source(address);
            result[0] = partition.ipv4Output().send(packet, src, address, PROTOCOL, 64, 0, false);
        });
        return result[0];
    }

    private static byte[] request(long station, int asker, int target) {
        return arp(MacAddress.BROADCAST, REQUEST, station, asker, 0, target);
    }

    private static byte[] reply(long station, int address) {
        return arp(OWN_STATION, REPLY, station, address, OWN_STATION, OWN.v4());
    }

    private static byte[] only(List<byte[]> frames) {
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }

    private static List<Integer> lengths(List<byte[]> frames) {
        assertThat(frames).allMatch(frame -> etherTypeOf(frame) == EthernetHeader.IPV4);
        return frames.stream().map(frame -> Frames.payloadOf(frame).length).toList();
    }
}
