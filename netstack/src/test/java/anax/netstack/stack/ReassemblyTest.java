package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.Reassembly;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// RFC 791, section 3.2, RFC 1122, section 3.3.2, RFC 5722 and RFC 3168, section 5.3: fragments in every order, with
/// every overlap and with every congestion mark.
@Tag("computes")
class ReassemblyTest {
    private static final int UNIT = 8;
    private static final int PORT = 7;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<String> heard = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>(); // of what was heard
    private int units = 4;

    /// A part of a datagram: units from `begin` on to `end`.
    private record Part(int begin, int end) {
        private boolean overlaps(Part other) {
            return begin < other.end && other.begin < end;
        }
    }

    @Test
    void shouldJoinUpToFiveFragmentsInEveryOrder() {
        units = 5;
        try (LonePartition host = host()) {
            int datagrams = 0;
            for (int cuts = 0; cuts < 1 << (units - 1); cuts++) {
                final List<Part> parts = cut(cuts);
                for (final List<Part> order : orders(parts)) {
                    datagrams++;
                    final int id = datagrams;
                    order.forEach(part -> host.receives(fragment(id, part)));
                }
            }
            assertThat(heard).hasSize(datagrams).allMatch(whole()::equals);
            assertThat(host.dropped()).isEmpty();
        }
    }

    /// Every sequence of up to five of the ten parts that a datagram of four units has.
    @Test
    void shouldDoAsTheRuleSaysWithEverySequenceOfFivePartsWhateverTheirOverlap() {
        final List<Part> all = new ArrayList<>();
        for (int begin = 0; begin < units; begin++) {
            for (int end = begin + 1; end <= units; end++) {
                all.add(new Part(begin, end));
            }
        }
        final int[] choice = new int[5];
        int sequences = 0;
        try (LonePartition host = host()) {
            while (choice[0] < all.size()) {
                sequences++;
                final int id = sequences & 0xFFFF;
                final Model model = new Model();
                for (final int each : choice) {
                    host.receives(fragment(id, all.get(each)));
                    model.take(all.get(each));
                }
                assertThat(heard).as("sequence %s", Arrays.toString(choice)).hasSize(model.wholes);
                assertThat(heard).allMatch(whole()::equals);
                assertThat(host.dropped().stream().filter(DropReason.FRAGMENT_OVERLAP::equals))
                        .as("sequence %s", Arrays.toString(choice))
                        .hasSize(model.overlapped);
                heard.clear();
                host.pass(Reassembly.TIME_NS);
                host.dropped();
                host.sent();
                next(choice, all.size());
            }
        }
        assertThat(sequences).isEqualTo(100_000);
    }

    /// RFC 8200, section 4.5: what a network duplicates does no harm.
    @Test
    void shouldTakeNoNoticeOfTheSamePartOnceMore() {
        try (LonePartition host = host()) {
            host.receives(fragment(1, new Part(0, 2)));
            host.receives(fragment(1, new Part(0, 2)));
            host.receives(fragment(1, new Part(2, 4)));
            assertThat(heard).containsExactly(whole());
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_DUPLICATE);
        }
    }

    /// RFC 1122, section 3.3.2: what does not come in 60 s is given up, and the sender told, if the first part
    /// came.
    @Test
    void shouldGiveUpAndTellSenderWhenTimeIsUp() {
        try (LonePartition host = host()) {
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            host.receives(fragment(1, new Part(0, 2)));
            host.receives(fragment(2, new Part(2, 4)));
            host.pass(Reassembly.TIME_NS - SECOND_NS);
            assertThat(host.dropped()).isEmpty();
            host.sent();
            host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            host.pass(2 * SECOND_NS);
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_TIMEOUT, DropReason.FRAGMENT_TIMEOUT);
            final List<byte[]> sent = host.sent();
            assertThat(sent).hasSize(1);
            final byte[] error = LonePartition.datagramOf(sent.getFirst());
            assertThat(error[Ipv4Header.MIN_HEADER_LENGTH]).isEqualTo((byte) IcmpHeader.TIME_EXCEEDED);
            assertThat(error[Ipv4Header.MIN_HEADER_LENGTH + 1]).isEqualTo((byte) IcmpHeader.REASSEMBLY_TIME_EXCEEDED);
        }
    }

    @Test
    void shouldGiveUpOldestWhenTooManyDatagramsAreUnderWay() {
        try (LonePartition host = host()) {
            for (int id = 1; id <= Reassembly.MOST_DATAGRAMS + 1; id++) {
                host.receives(fragment(id, new Part(0, 2)));
            }
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_MEMORY);
            assertThat(host.partition().reassembly().underWay()).isEqualTo(Reassembly.MOST_DATAGRAMS);
            host.receives(fragment(2, new Part(2, 4)));
            assertThat(heard).containsExactly(whole());
        }
    }

    /// RFC 1122, section 3.3.2, lets a host bound its memory. The bound holds for all together, also when the
    /// oldest datagram is the one that grows.
    @Test
    void shouldNeverHoldMoreThanItsBoundWhenTheOldestDatagramGrows() {
        final int tiny = Reassembly.MOST_FRAGMENTS - 1;
        try (LonePartition host = host()) {
            for (int id = 1; id <= 2; id++) {
                for (int i = 0; i < tiny; i++) {
                    host.receives(frame(id, 2 * i * UNIT, true, new byte[UNIT]));
                }
            }
            host.receives(frame(3, 0, true, new byte[UNIT]));
            host.receives(frame(4, 0, true, new byte[UNIT]));
            assertThat(host.dropped()).isEmpty();
            assertThat(host.partition().reassembly().held()).isEqualTo(Reassembly.MOST_PACKETS);
            host.receives(frame(1, 2 * tiny * UNIT, true, new byte[UNIT]));
            assertThat(host.partition().reassembly().held()).isLessThanOrEqualTo(Reassembly.MOST_PACKETS);
            assertThat(host.dropped()).containsOnly(DropReason.FRAGMENT_MEMORY).hasSize(tiny);
        }
    }

    @Test
    void shouldGiveUpDatagramWhenItHasMoreFragmentsThanAny() {
        try (LonePartition host = host()) {
            for (int i = 0; i < Reassembly.MOST_FRAGMENTS; i++) {
                host.receives(frame(1, 2 * i * UNIT, true, new byte[UNIT]));
            }
            assertThat(host.dropped()).isEmpty();
            host.receives(frame(1, 2 * Reassembly.MOST_FRAGMENTS * UNIT, true, new byte[UNIT]));
            assertThat(host.dropped()).containsOnly(DropReason.FRAGMENT_MEMORY).hasSize(Reassembly.MOST_FRAGMENTS + 1);
            assertThat(host.partition().reassembly().underWay()).isZero();
        }
    }

    /// What is worth nothing must not cost others their place.
    @Test
    void shouldKeepOthersWhenFragmentIsMalformed() {
        try (LonePartition host = host()) {
            for (int id = 1; id <= Reassembly.MOST_DATAGRAMS; id++) {
                host.receives(fragment(id, new Part(0, 2)));
            }
            host.receives(frame(500, 0, true, new byte[UNIT + 1]));
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_MALFORMED);
            host.receives(fragment(1, new Part(2, 4)));
            assertThat(heard).containsExactly(whole());
        }
    }

    @Test
    void shouldDropPartThatIsNoMultipleOfEightUnlessItIsLast() {
        try (LonePartition host = host()) {
            final byte[] payload = Arrays.copyOf(datagram(), 12);
            host.receives(frame(1, 0, true, payload));
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_MALFORMED);
        }
    }

    @Test
    void shouldDropWhatWouldBeLongerThanADatagram() {
        try (LonePartition host = host()) {
            host.receives(frame(1, 65_528, false, new byte[16]));
            assertThat(host.dropped()).containsExactly(DropReason.FRAGMENT_MALFORMED);
        }
    }

    @Test
    void shouldDropPartThatIsBehindTheLast() {
        try (LonePartition host = host()) {
            host.receives(frame(1, 2 * UNIT, false, new byte[UNIT]));
            host.receives(frame(1, 4 * UNIT, true, new byte[UNIT]));
            assertThat(host.dropped())
                    .containsOnly(DropReason.FRAGMENT_MALFORMED)
                    .hasSize(2);
            host.receives(frame(2, 2 * UNIT, false, new byte[UNIT]));
            host.receives(frame(2, UNIT, false, new byte[UNIT])); // there is one last part
            assertThat(host.dropped())
                    .containsOnly(DropReason.FRAGMENT_MALFORMED)
                    .hasSize(2);
        }
    }

    /// RFC 791, section 3.2: the parts of a datagram have source, destination, protocol and identification in
    /// common.
    @Test
    void shouldKeepDatagramsApartWhenOneOfTheFourDiffers() {
        final byte[] rest = Arrays.copyOfRange(datagram(), 2 * UNIT, 4 * UNIT);
        final List<Frames.Ip> others = List.of(
                Frames.ip(Ipv4Header.UDP, rest).identification(1).from("10.0.0.3"),
                Frames.ip(Ipv4Header.UDP, rest).identification(1).to("10.0.0.255"),
                Frames.ip(Ipv4Header.ICMP, rest).identification(1),
                Frames.ip(Ipv4Header.UDP, rest).identification(2));
        try (LonePartition host = host()) {
            host.receives(fragment(1, new Part(0, 2)));
            for (final Frames.Ip other : others) {
                host.receives(other.fragment(2 * UNIT, false).frame());
            }
            assertThat(heard).isEmpty();
            assertThat(host.partition().reassembly().underWay()).isEqualTo(1 + others.size());
            host.receives(fragment(1, new Part(2, 4)));
            assertThat(heard).containsExactly(whole());
        }
    }

    /// Fragments have no ports, so that they meet where their addresses belong; the datagram goes on to the owner
    /// of its flow.
    @Test
    void shouldPassDatagramOnToOwnerOfItsFlowWhenWhole() {
        final int partitions = 4;
        int passedOn = 0;
        for (int here = 0; here < partitions; here++) {
            try (LonePartition host = LonePartition.of(here, partitions)) {
                for (int port = 1; port <= 16; port++) {
                    final byte[] udp = Frames.udp(
                            LonePartition.NEIGHBOR.v4(), LonePartition.OWN.v4(), port, PORT, Frames.octets(56));
                    for (final Frames.Ip piece :
                            Frames.ip(Ipv4Header.UDP, udp).identification(port).cut(32)) {
                        host.does(partition -> piece(host, piece));
                    }
                    final int owner = host.partition()
                            .udpSockets()
                            .ownerOfFlow(LonePartition.OWN.v4(), LonePartition.NEIGHBOR.v4(), PORT, port);
                    final List<Integer> targets = host.passedOn();
                    if (owner == here) {
                        assertThat(targets).isEmpty();
                    } else {
                        assertThat(targets).containsExactly(owner);
                        passedOn++;
                    }
                }
                assertThat(host.dropped()).allMatch(DropReason.UDP_NO_PORT::equals);
                host.pass(10 * SECOND_NS);
            }
        }
        assertThat(passedOn).isPositive();
    }

    /// RFC 3168, section 5.3: a mark on one part is one on the whole; unless another part says that nobody would
    /// understand it: then there is no datagram. Without a mark the whole is as its first part.
    @Test
    void shouldKeepEachMarkOrDropDatagramThatMayHaveNone() {
        final List<Part> parts = List.of(new Part(0, 1), new Part(1, 2), new Part(2, 4));
        int id = 0;
        try (LonePartition host = host()) {
            for (int codepoints = 0; codepoints < 64; codepoints++) {
                final int[] each = {codepoints >> 4, codepoints >> 2 & 3, codepoints & 3};
                final boolean marked = Arrays.stream(each).anyMatch(mark -> mark == 3);
                final boolean mayNot = Arrays.stream(each).anyMatch(mark -> mark == 0);
                for (final List<Part> order : orders(parts)) {
                    final int datagram = ++id;
                    order.forEach(part -> host.receives(marked(datagram, part, each[parts.indexOf(part)])));
                    if (marked && mayNot) {
                        assertThat(heard).as("%s", Arrays.toString(each)).isEmpty();
                        assertThat(host.dropped())
                                .containsOnly(DropReason.FRAGMENT_MARKED)
                                .hasSize(parts.size());
                    } else {
                        assertThat(heard).containsExactly(whole());
                        assertThat(marks).as("%s", Arrays.toString(each)).containsExactly(marked ? 3 : each[0]);
                    }
                    heard.clear();
                    marks.clear();
                }
            }
            assertThat(host.dropped()).isEmpty();
            assertThat(host.partition().reassembly().underWay()).isZero();
        }
    }

    /// The congestion mark of a datagram whose header must be right.
    private static int marksOf(Packet packet) {
        final Ipv4Header ip = new Ipv4Header();
        final int length = packet.offset() + packet.length() - packet.networkOffset();
        assertThat(ip.wrap(packet.buffer(), packet.networkOffset(), length)).isTrue();
        final int checksum = ip.checksum();
        assertThat(ip.fillChecksum().checksum()).isEqualTo(checksum);
        return ip.ecn();
    }

    private byte[] marked(int id, Part part, int mark) {
        return Frames.ip(Ipv4Header.UDP, Arrays.copyOfRange(datagram(), part.begin * UNIT, part.end * UNIT))
                .identification(id)
                .service(mark)
                .fragment(part.begin * UNIT, !isLast(part))
                .frame();
    }

    /// Hands a fragment to the partition as the one that its addresses chose.
    private static void piece(LonePartition host, Frames.Ip piece) {
        final byte[] datagram = piece.octets();
        final Packet packet = host.environment().allocate(datagram.length);
        packet.range(packet.offset(), datagram.length).buffer().putBytes(packet.offset(), datagram);
        final Ipv4Header ip = Frames.datagram(datagram);
        packet.interfaceIndex(host.wire().index())
                .frameOffset(packet.offset())
                .networkOffset(packet.offset())
                .transportOffset(packet.offset() + Ipv4Header.MIN_HEADER_LENGTH)
                .protocol(ip.protocol())
                .endpoints(ip.src(), ip.dst(), 0, 0);
        host.environment().account().received(1);
        host.partition().ipv4Input().input(packet);
    }

    private LonePartition host() {
        final LonePartition host = LonePartition.only();
        host.does(partition -> {
            final UdpEndpoint socket = new UdpEndpoint(partition.environment(), readable -> {
                Packet packet;
                while ((packet = readable.poll()) != null) {
                    final byte[] octets = new byte[packet.length()];
                    packet.buffer().getBytes(packet.offset(), octets);
                    marks.add(marksOf(packet));
                    heard.add(new String(octets, StandardCharsets.US_ASCII));
                    partition.environment().deliver(packet);
                }
            });
            partition.udpSockets().bind(socket, 0, PORT);
        });
        return host;
    }

    private boolean isLast(Part part) {
        return part.end == units;
    }

    private String whole() {
        return new String(
                datagram(), UdpHeader.HEADER_LENGTH, units * UNIT - UdpHeader.HEADER_LENGTH, StandardCharsets.US_ASCII);
    }

    private byte[] datagram() {
        final byte[] octets = new byte[units * UNIT];
        final UnsafeBuffer buffer = new UnsafeBuffer(octets);
        new UdpHeader().wrapNew(buffer, 0, octets.length).srcPort(4_000).dstPort(PORT);
        for (int i = UdpHeader.HEADER_LENGTH; i < octets.length; i++) {
            octets[i] = (byte) ('a' + i % 26);
        }
        return octets;
    }

    private byte[] fragment(int id, Part part) {
        final byte[] payload = Arrays.copyOfRange(datagram(), part.begin * UNIT, part.end * UNIT);
        return frame(id, part.begin * UNIT, !isLast(part), payload);
    }

    private static byte[] frame(int id, int offset, boolean more, byte[] payload) {
        final int total = Ipv4Header.MIN_HEADER_LENGTH + payload.length;
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EthernetHeader.HEADER_LENGTH + total]);
        new EthernetHeader()
                .wrapNew(buffer, 0, buffer.capacity())
                .dst(LonePartition.OWN_STATION)
                .src(LonePartition.NEIGHBOR_STATION)
                .etherType(EthernetHeader.IPV4);
        final Ipv4Header ip = new Ipv4Header()
                .wrapNew(buffer, EthernetHeader.HEADER_LENGTH, total)
                .identification(id)
                .fragmentOffset(offset)
                .moreFragments(more)
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(LonePartition.NEIGHBOR.v4())
                .dst(LonePartition.OWN.v4())
                .fillChecksum();
        buffer.putBytes(ip.payloadOffset(), payload);
        return buffer.byteArray();
    }

    private List<Part> cut(int cuts) {
        final List<Part> parts = new ArrayList<>();
        int begin = 0;
        for (int unit = 1; unit < units; unit++) {
            if ((cuts & 1 << (unit - 1)) != 0) {
                parts.add(new Part(begin, unit));
                begin = unit;
            }
        }
        parts.add(new Part(begin, units));
        return parts;
    }

    private static List<List<Part>> orders(List<Part> parts) {
        if (parts.size() == 1) {
            return List.of(parts);
        }
        final List<List<Part>> orders = new ArrayList<>();
        for (final Part first : parts) {
            final List<Part> others = new ArrayList<>(parts);
            others.remove(first);
            for (final List<Part> rest : orders(others)) {
                final List<Part> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    private static void next(int[] choice, int bound) {
        int place = choice.length - 1;
        while (place > 0 && choice[place] == bound - 1) {
            choice[place--] = 0;
        }
        choice[place]++;
    }

    /// What the rule makes of parts, in the plainest way.
    private final class Model {
        private final List<Part> come = new ArrayList<>();
        private int wholes;
        private int overlapped;
        private boolean condemned;

        private void take(Part part) {
            if (part.begin == 0 && isLast(part)) {
                wholes++; // no fragment at all
            } else if (condemned) {
                overlapped++;
            } else if (come.contains(part)) {
                return;
            } else if (come.stream().anyMatch(part::overlaps)) {
                overlapped += come.size() + 1;
                come.clear();
                condemned = true;
            } else {
                come.add(part);
                if (come.stream().mapToInt(each -> each.end - each.begin).sum() == units) {
                    wholes++;
                    come.clear();
                }
            }
        }
    }
}
