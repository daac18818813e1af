package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// IGMP messages of versions 1 and 2 and queries of version 3, as RFC 2236 and RFC 3376 lay them out.
class IgmpHeaderTest {
    private static final int GROUP = 0xE000_00FB;

    private final IgmpHeader igmp = new IgmpHeader();

    @Test
    void shouldReadAReportOfVersion2() {
        assertThat(igmp.wrap(buffer("ee 16 00 abcd e00000fb"), 1, 8)).isTrue();

        assertThat(igmp.type()).isEqualTo(IgmpHeader.REPORT_V2);
        assertThat(igmp.checksum()).isEqualTo(0xABCD);
        assertThat(igmp.group()).isEqualTo(GROUP);
        assertThat(igmp.length()).isEqualTo(8);
    }

    @Test
    void shouldWriteALeaveWithItsChecksum() {
        var message = buffer("ee ffffffff ffffffff ee");

        igmp.wrapNew(message, 1, IgmpHeader.LEAVE).group(GROUP).fillChecksum();

        int checksum = 0xFFFF - NaiveSum.of(Octets.of("17000000e00000fb"));
        assertThat(hex(message)).isEqualTo("ee1700%04xe00000fbee".formatted(checksum));
        assertThat(igmp.verifies()).isTrue();
        message.putByte(8, (byte) 0);
        assertThat(igmp.verifies()).isFalse();
    }

    /// RFC 3376, section 7.1: 8 octets and a code of zero, version 1; 8 and another code, version 2; 12 and more,
    /// version 3; "query messages that do not match any of the above conditions MUST be silently ignored".
    @Test
    void shouldTellTheVersionOfAQueryByItsForm() {
        assertThat(igmp.wrap(buffer("11 00 0000 00000000"), 0, 8)).isTrue();
        assertThat(igmp.queryVersion()).isEqualTo(1);
        assertThat(igmp.maxResponseTenths()).isEqualTo(100);
        assertThat(igmp.wrap(buffer("11 ff 0000 00000000"), 0, 8)).isTrue();
        assertThat(igmp.queryVersion()).isEqualTo(2);
        assertThat(igmp.maxResponseTenths()).isEqualTo(255);
        for (int length = 9; length < 12; length++) {
            assertThat(igmp.wrap(buffer("11 64 0000 00000000 02 7d 0000"), 0, length))
                    .isFalse();
        }
        assertThat(igmp.wrap(buffer("11 64 0000 00000000 02 7d 0000"), 0, 12)).isTrue();
        assertThat(igmp.queryVersion()).isEqualTo(3);
    }

    @Test
    void shouldReadAQueryOfVersion3() {
        assertThat(igmp.wrap(buffer("11 80 0000 e00000fb 0a ff 0002 0a000001 0a000002"), 0, 20))
                .isTrue();

        assertThat(igmp.group()).isEqualTo(GROUP);
        assertThat(igmp.maxResponseTenths()).isEqualTo(128);
        assertThat(igmp.suppressesRouters()).isTrue();
        assertThat(igmp.robustness()).isEqualTo(2);
        assertThat(igmp.queryIntervalSeconds()).isEqualTo(31_744);
        assertThat(igmp.sourceCount()).isEqualTo(2);
        assertThat(igmp.source(0)).isEqualTo(0x0A00_0001);
        assertThat(igmp.source(1)).isEqualTo(0x0A00_0002);
    }

    @Test
    void shouldWriteAQueryOfVersion3() {
        var message = new UnsafeBuffer(new byte[16]);

        igmp.wrapNewQuery(message, 0, 1)
                .group(GROUP)
                .maxResponseTenths(100)
                .robustness(2, true)
                .queryIntervalSeconds(125)
                .source(0, 0x0A00_0001);

        assertThat(hex(message)).isEqualTo("11640000e00000fb0a7d00010a000001");
        assertThat(igmp.robustness(7, false).suppressesRouters()).isFalse();
        assertThat(igmp.robustness()).isEqualTo(7);
    }

    @Test
    void shouldWriteAQueryOfVersion2() {
        assertThat(igmp.wrapNew(buffer("0000000000000000"), 0, IgmpHeader.QUERY)
                        .maxResponseTenths(200)
                        .maxResponseTenths())
                .isEqualTo(200);
    }

    @Test
    void shouldNeedItsOctetsAndReadNoOthers() {
        assertThat(Octets.shortestTaken("16 00 0000 e00000fb 0000", igmp::wrap)).isEqualTo(8);
        assertThat(igmp.wrap(buffer("11 64 0000 00000000 02 7d 0001 00000000"), 0, 15))
                .isFalse();
        assertThat(igmp.wrap(buffer("11 64 0000 00000000 02 7d 0001 00000000"), 0, 16))
                .isTrue();
        assertThat(igmp.wrap(buffer("11 64 0000 00000000 02 7d ffff 00000000"), 0, 16))
                .isFalse();
        assertThatThrownBy(igmp::type).isInstanceOf(NullPointerException.class);
        assertThat(igmp.wrap(buffer(""), 0, -1)).isFalse();
    }

    /// RFC 3376, section 4.1.1: 1 eee mmmm stands for (mmmm | 0x10) << (eee + 3).
    @Test
    void shouldCodeTimesInSteps() {
        assertThat(IgmpHeader.ofCode(127)).isEqualTo(127);
        assertThat(IgmpHeader.ofCode(0x80)).isEqualTo(128);
        assertThat(IgmpHeader.ofCode(0x8F)).isEqualTo(31 << 3);
        assertThat(IgmpHeader.ofCode(0x90)).isEqualTo(16 << 4);
        assertThat(IgmpHeader.ofCode(0xFF)).isEqualTo(IgmpHeader.MAX_CODED);
        for (int code = 0; code <= 255; code++) {
            assertThat(IgmpHeader.toCode(IgmpHeader.ofCode(code))).isEqualTo(code);
        }
        for (int value = 0, code = 0; value <= IgmpHeader.MAX_CODED; value++) {
            code += code < 255 && IgmpHeader.ofCode(code + 1) == value ? 1 : 0;
            assertThat(IgmpHeader.toCode(value)).as("%d", value).isEqualTo(code);
        }
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        igmp.wrapNewQuery(new UnsafeBuffer(new byte[12]), 0, 0);

        assertThatThrownBy(() -> igmp.maxResponseTenths(31_745)).hasMessage("31745 is not 0 to 31744");
        assertThatThrownBy(() -> igmp.robustness(8, false))
                .hasMessage("robustness 8 does not fit 3 bits; use 0 for more than 7");
        assertThatThrownBy(() -> igmp.source(0, 0)).hasMessage("source 0 of 0");
        assertThatThrownBy(() -> igmp.source(0)).hasMessage("source 0 of 0");
        assertThatThrownBy(() -> igmp.wrapNewQuery(buffer(""), 0, 65_536))
                .hasMessage("65536 sources do not fit 16 bits");
        assertThatThrownBy(() -> igmp.wrapNew(buffer("0000000000000000"), 0, 17).maxResponseTenths(256))
                .hasMessage("256 does not fit 8 bits; a field holds 0 to 255");
    }

    @Property
    void readsTheQueryThatItWrote(
            @ForAll int group,
            @ForAll @IntRange(max = IgmpHeader.MAX_CODED) int tenths,
            @ForAll @IntRange(max = 7) int robustness,
            @ForAll boolean suppress,
            @ForAll @Size(max = 8) int[] sources) {
        int length = 12 + 4 * sources.length;
        var message = new UnsafeBuffer(new byte[3 + length]);
        igmp.wrapNewQuery(message, 3, sources.length)
                .group(group)
                .maxResponseTenths(tenths)
                .robustness(robustness, suppress);
        for (int i = 0; i < sources.length; i++) {
            igmp.source(i, sources[i]);
        }
        igmp.fillChecksum();

        var read = new IgmpHeader();
        assertThat(read.wrap(message, 3, length)).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.group()).isEqualTo(group);
        assertThat(read.maxResponseTenths()).isBetween(tenths - tenths / 16, tenths);
        assertThat(read.robustness()).isEqualTo(robustness);
        assertThat(read.suppressesRouters()).isEqualTo(suppress);
        for (int i = 0; i < sources.length; i++) {
            assertThat(read.source(i)).isEqualTo(sources[i]);
        }
    }

    @Property
    void readsNothingPastTheMessage(
            @ForAll @Size(max = 40) byte[] octets, @ForAll boolean query, @ForAll @IntRange(max = 9) int sources) {
        if (octets.length > 11 && query) {
            octets[0] = IgmpHeader.QUERY;
            octets[10] = 0;
            octets[11] = (byte) sources;
        }
        if (igmp.wrap(Octets.atTheEnd(octets, 5), 5, octets.length)) {
            assertThat(igmp.fillChecksum().verifies()).isTrue();
            if (igmp.type() == IgmpHeader.QUERY && igmp.queryVersion() == 3) {
                for (int i = 0; i < igmp.sourceCount(); i++) {
                    igmp.source(i);
                }
            }
        }
    }
}
