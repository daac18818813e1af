package anax.procmaps.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for every text: it can be parsed, and written again octet for octet.
class RoundTripTest {
    private static final Arbitrary<String> ADDRESS = Arbitraries.oneOf(
                    Arbitraries.longs(),
                    Arbitraries.longs().between(0x7f0000000000L, 0x7fffffffffffL),
                    Arbitraries.longs().between(0, 1L << 33))
            .map(value -> String.format("%08x", value));

    private static final Arbitrary<String> NAME = Arbitraries.oneOf(
            Arbitraries.of("", "[heap]", "[stack]", "/usr/lib/libc.so.6", "/memfd:a b (deleted)", "\r", " "),
            Arbitraries.strings()
                    .withCharRange('\u0001', '\u00ff')
                    .excludeChars('\n')
                    .ofMaxLength(90));

    @Provide
    Arbitrary<String> line() {
        Arbitrary<String> fields = Combinators.combine(
                        ADDRESS,
                        ADDRESS,
                        Arbitraries.of("rw-p", "r-xp", "---p", "rwxs", "r--x", ""),
                        ADDRESS,
                        Arbitraries.of("00:00", "fd:01", "103:1a4", "0:0", "ffffff:00", ":"),
                        Arbitraries.longs().map(Long::toUnsignedString))
                .as((start, end, rights, offset, device, inode) ->
                        start + "-" + end + " " + rights + " " + offset + " " + device + " " + inode);
        Arbitrary<String> whole = Combinators.combine(fields, Arbitraries.of(73, 73, 73, 49, 20), NAME)
                .as((header, column, name) ->
                        header + " ".repeat(name.isEmpty() ? 1 : Math.max(2, column - header.length())) + name);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, whole),
                net.jqwik.api.Tuple.of(1, NAME),
                net.jqwik.api.Tuple.of(1, whole.map(text -> text.substring(0, text.length() / 2))));
    }

    @Property(tries = 2000)
    void shouldWriteEveryTextAsItWas(
            @ForAll("lines") List<String> lines, @ForAll boolean returns, @ForAll boolean newlineAtEnd) {
        String text = String.join(returns ? "\r\n" : "\n", lines) + (newlineAtEnd ? returns ? "\r\n" : "\n" : "");
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        var map = MapsSnapshot.parse(octets);

        assertThat(map.format()).isEqualTo(octets);
        assertThat(MapsSnapshot.parse(map.format()).format()).isEqualTo(octets);
        assertThat(map.flaws(Integer.MAX_VALUE))
                .allSatisfy(flaw -> assertThat(flaw.explain()).isNotEmpty());
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return line().list().ofMaxSize(12);
    }

    /// The fast way of the usual line and the general way agree on every line, however it is cut off or
    /// continued.
    @Property(tries = 3000)
    void shouldReadALineAloneAsInTheMiddleOfAText(@ForAll("line") String line) {
        byte[] alone = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] amid = (line + "\n" + "x".repeat(200)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(fields(MapsSnapshot.parse(amid)))
                .startsWith(fields(MapsSnapshot.parse(alone)).toArray());
    }

    /// The region that holds an address is the one that a look at all of them finds.
    @Property(tries = 1000)
    void shouldFindTheRegionOfAnAddress(
            @ForAll("bounds") List<Long> bounds, @ForAll long address, @ForAll("index") int which) {
        List<Long> sorted = new ArrayList<>(bounds);
        sorted.sort(Long::compareUnsigned);
        var lines = new Lines();
        for (int i = 0; i + 1 < sorted.size(); i += 1 + which % 2) {
            lines.nameless(String.format("%08x-%08x rw-p 00000000 00:00 0", sorted.get(i), sorted.get(i + 1)));
        }
        var map = lines.parsed();
        assertThat(map.isOrdered()).isTrue();
        long near = sorted.get(which % sorted.size());
        for (long wanted : new long[] {address, near, near - 1, near + 1, 0, -1}) {
            assertThat(map.indexOf(wanted)).isEqualTo(found(map, wanted));
        }
    }

    @Provide
    Arbitrary<List<Long>> bounds() {
        return Arbitraries.longs().list().uniqueElements().ofMinSize(2).ofMaxSize(40);
    }

    @Provide
    Arbitrary<Integer> index() {
        return Arbitraries.integers().between(0, 1000);
    }

    private static int found(MapsSnapshot map, long address) {
        for (int i = 0; i < map.count(); i++) {
            if (Long.compareUnsigned(map.start(i), address) <= 0 && Long.compareUnsigned(address, map.end(i)) < 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<Object> fields(MapsSnapshot map) {
        List<Object> fields = new ArrayList<>();
        for (Region region : map) {
            fields.add(region.start());
            fields.add(region.end());
            fields.add(region.permissions());
            fields.add(region.offset());
            fields.add(region.major());
            fields.add(region.minor());
            fields.add(region.inode());
            fields.add(region.name());
        }
        return fields;
    }
}
