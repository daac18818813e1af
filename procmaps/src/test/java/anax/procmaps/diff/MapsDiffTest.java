package anax.procmaps.diff;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.diff.Change.Kind;
import anax.procmaps.maps.Lines;
import anax.procmaps.maps.MapsSnapshot;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MapsDiffTest {
    @Test
    void shouldSayWhatBecameOfEachRegion() {
        var before = new Lines()
                .named("00001000-00002000 r-xp 00000000 fd:01 7", "/program")
                .named("00010000-00020000 rw-p 00000000 00:00 0", "[heap]")
                .nameless("00030000-00040000 rw-p 00000000 00:00 0")
                .nameless("00050000-00060000 rw-p 00000000 00:00 0")
                .nameless("00070000-00080000 rw-p 00000000 00:00 0")
                .named("7ffc00010000-7ffc00021000 rw-p 00000000 00:00 0", "[stack]")
                .parsed();
        var after = new Lines()
                .named("00001000-00002000 r-xp 00000000 fd:01 7", "/program")
                .named("00010000-00028000 rw-p 00000000 00:00 0", "[heap]")
                .nameless("00030000-00038000 rw-p 00000000 00:00 0")
                .nameless("00050000-00060000 r--p 00000000 00:00 0")
                .named("00090000-000a0000 r--p 00000000 fd:01 8", "/new")
                .named("7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0", "[stack]")
                .parsed();
        var diff = MapsDiff.between(before, after);

        assertThat(diff.changes())
                .extracting(Change::kind)
                .containsExactly(Kind.SAME, Kind.GROWN, Kind.SHRUNK, Kind.CHANGED, Kind.GONE, Kind.NEW, Kind.GROWN);
        assertThat(diff.differences()).hasSize(6);
        assertThat(diff.changes())
                .extracting(Change::growth)
                .containsExactly(0L, 0x8000L, -0x8000L, 0L, -0x10000L, 0x10000L, 0x10000L);
    }

    /// Another file at the same place is another region.
    @Test
    void shouldTellARegionByItsFileAndOffset() {
        var before = new Lines().named("1000-2000 r--p 00000000 fd:01 7", "/a").parsed();
        var otherFile =
                new Lines().named("1000-2000 r--p 00000000 fd:01 8", "/a").parsed();
        var otherMajor =
                new Lines().named("1000-2000 r--p 00000000 fe:01 7", "/a").parsed();
        var otherOffset =
                new Lines().named("1000-3000 r--p 00001000 fd:01 7", "/a").parsed();
        var shared = new Lines().named("1000-2000 r--s 00000000 fd:01 7", "/a").parsed();

        assertThat(kinds(before, otherFile)).containsExactlyInAnyOrder(Kind.GONE, Kind.NEW);
        assertThat(kinds(before, otherMajor)).containsExactlyInAnyOrder(Kind.GONE, Kind.NEW);
        assertThat(kinds(before, otherOffset)).containsExactlyInAnyOrder(Kind.GONE, Kind.NEW);
        assertThat(kinds(before, shared)).containsExactly(Kind.CHANGED);
    }

    @Property
    void shouldHoldEveryRegionOfBothOnce(@ForAll("map") MapsSnapshot before, @ForAll("map") MapsSnapshot after) {
        var diff = MapsDiff.between(before, after);
        assertThat(diff.changes().stream().filter(change -> change.before().isPresent()))
                .hasSize(before.count())
                .doesNotHaveDuplicates();
        assertThat(diff.changes().stream().filter(change -> change.after().isPresent()))
                .hasSize(after.count());
        assertThat(diff.changes())
                .isSortedAccordingTo((a, b) ->
                        Long.compareUnsigned(a.region().start(), b.region().start()));
        assertThat(MapsDiff.between(before, before).differences()).isEmpty();
    }

    @Provide
    Arbitrary<MapsSnapshot> map() {
        return Arbitraries.longs()
                .between(0, 60)
                .list()
                .uniqueElements()
                .ofMaxSize(20)
                .map(bounds -> {
                    List<Long> sorted = bounds.stream().sorted().toList();
                    var lines = new Lines();
                    for (int i = 0; i + 1 < sorted.size(); i += 2) {
                        long inode = sorted.get(i) % 3;
                        lines.nameless(String.format(
                                "%08x-%08x rw-p 00000000 00:00 %d",
                                sorted.get(i) << 12, sorted.get(i + 1) << 12, inode));
                    }
                    return lines.parsed();
                });
    }

    private static List<Kind> kinds(MapsSnapshot before, MapsSnapshot after) {
        return MapsDiff.between(before, after).changes().stream()
                .map(Change::kind)
                .toList();
    }
}
