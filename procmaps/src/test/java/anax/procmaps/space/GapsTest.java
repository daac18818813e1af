package anax.procmaps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.maps.Lines;
import anax.procmaps.maps.MapsSnapshot;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GapsTest {
    private static final long TOP = 0x7ffffffff000L;

    /// The original called all of this one free gap of 16.0EB.
    @Test
    void shouldSplitTheGapBelowVsyscallIntoFreeHoleAndKernel() {
        var map = new Lines()
                .named("7ffcff3cb000-7ffcff3cd000 r-xp 00000000 00:00 0", "[vdso]")
                .named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]")
                .parsed();
        List<Gap> gaps = Gaps.of(map, AddressSpace.of(map, false, false));

        assertThat(gaps)
                .containsExactly(
                        new Gap(Gap.Kind.FREE, 0, 0x7ffcff3cb000L),
                        new Gap(Gap.Kind.FREE, 0x7ffcff3cd000L, TOP),
                        new Gap(Gap.Kind.HOLE, TOP, 0xffff800000000000L),
                        new Gap(Gap.Kind.KERNEL, 0xffff800000000000L, 0xffffffffff600000L),
                        new Gap(Gap.Kind.KERNEL, 0xffffffffff601000L, 0));
        assertThat(Gaps.free(gaps)).isEqualTo(TOP - 0x2000);
        assertThat(gaps.get(1).size()).as("12.0 GiB").isEqualTo(0x300c32000L);
    }

    @Test
    void shouldTakeTheBoundsFromTheRegionsAndTheMachine() {
        var low = new Lines().nameless("1000-2000 rw-p 00000000 00:00 0").parsed();
        var high = new Lines()
                .nameless("7effff00aa0000-7effff00ab0000 rw-p 00000000 00:00 0")
                .parsed();
        var over3 =
                new Lines().nameless("fff00000-fff01000 rw-p 00000000 00:00 0").parsed();

        assertThat(AddressSpace.of(low, false, false)).isEqualTo(AddressSpace.X86_64);
        assertThat(AddressSpace.of(high, false, false)).isEqualTo(AddressSpace.X86_64_LA57);
        assertThat(AddressSpace.of(low, true, false)).isEqualTo(AddressSpace.ARM64);
        assertThat(AddressSpace.of(high, true, false)).isEqualTo(AddressSpace.ARM64_52);
        assertThat(AddressSpace.of(low, false, true)).isEqualTo(AddressSpace.BITS_32_3G);
        assertThat(AddressSpace.of(over3, false, true)).isEqualTo(AddressSpace.BITS_32);
        assertThat(Gaps.of(low, AddressSpace.BITS_32_3G))
                .containsExactly(
                        new Gap(Gap.Kind.FREE, 0, 0x1000),
                        new Gap(Gap.Kind.FREE, 0x2000, 0xc0000000L),
                        new Gap(Gap.Kind.KERNEL, 0xc0000000L, 1L << 32));
    }

    @Test
    void shouldCallEverythingAGapWhenNothingIsMapped() {
        var nothing = MapsSnapshot.parse(new byte[0]);
        assertThat(Gaps.of(nothing, AddressSpace.X86_64))
                .containsExactly(
                        new Gap(Gap.Kind.FREE, 0, TOP),
                        new Gap(Gap.Kind.HOLE, TOP, 0xffff800000000000L),
                        new Gap(Gap.Kind.KERNEL, 0xffff800000000000L, 0));
    }

    @Test
    void shouldRefuseBoundsThatCross() {
        assertThatThrownBy(() -> new AddressSpace(2, 1, 3))
                .hasMessage("user addresses to 2 reach over the kernel's from 1; give a smaller end of the former");
    }

    /// Regions and gaps together are all addresses, each once.
    @Property
    void shouldCoverEveryAddressOnce(@ForAll("bounds") List<Long> bounds) {
        List<Long> sorted = bounds.stream().sorted(Long::compareUnsigned).toList();
        var lines = new Lines();
        for (int i = 0; i + 1 < sorted.size(); i += 2) {
            lines.nameless(String.format("%08x-%08x rw-p 00000000 00:00 0", sorted.get(i), sorted.get(i + 1)));
        }
        var map = lines.parsed();
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < map.count(); i++) {
            total = total.add(unsigned(map.size(i)));
        }
        List<Gap> gaps = Gaps.of(map, AddressSpace.of(map, false, false));
        for (Gap gap : gaps) {
            total = total.add(unsigned(gap.size()));
            assertThat(gap.size()).isNotZero();
        }
        assertThat(total).isEqualTo(BigInteger.ONE.shiftLeft(64));
        assertThat(gaps).isSortedAccordingTo((a, b) -> Long.compareUnsigned(a.start(), b.start()));
    }

    @Provide
    Arbitrary<List<Long>> bounds() {
        return Arbitraries.longs().list().uniqueElements().ofMaxSize(20);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAddUpToTheWholeUserSpaceOfALiveProcess() throws Exception {
        var map = MapsSnapshot.parse(Files.readAllBytes(Path.of("/proc/self/maps")));
        var space = AddressSpace.of(map, false, false);
        long mapped = 0;
        for (int i = 0; i < map.count(); i++) {
            mapped += map.start(i) >= 0 ? map.size(i) : 0;
        }
        assertThat(mapped + Gaps.free(Gaps.of(map, space))).isEqualTo(space.userEnd());
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
