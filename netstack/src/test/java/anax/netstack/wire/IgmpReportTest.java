package anax.netstack.wire;

import static anax.netstack.wire.IgmpReport.ALLOW_NEW_SOURCES;
import static anax.netstack.wire.IgmpReport.CHANGE_TO_EXCLUDE;
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

/// Reports of IGMP version 3, as RFC 3376, section 4.2, lays them out.
class IgmpReportTest {
    private static final String REPORT =
            "22 00 0000 0000 0002" + "05 01 0002 e00000fb 0a000001 0a000002 deadbeef" + "04 00 0000 e00000fc";

    private final IgmpReport report = new IgmpReport();

    /// Auxiliary data is stepped over (RFC 3376, section 4.2.11).
    @Test
    void shouldGoFromRecordToRecord() {
        assertThat(report.wrap(buffer("ee" + REPORT), 1, 36)).isTrue();
        assertThat(report.recordCount()).isEqualTo(2);

        assertThat(report.next()).isTrue();
        assertThat(report.type()).isEqualTo(ALLOW_NEW_SOURCES);
        assertThat(report.group()).isEqualTo(0xE000_00FB);
        assertThat(report.sourceCount()).isEqualTo(2);
        assertThat(report.source(0)).isEqualTo(0x0A00_0001);
        assertThat(report.source(1)).isEqualTo(0x0A00_0002);
        assertThat(report.next()).isTrue();
        assertThat(report.type()).isEqualTo(CHANGE_TO_EXCLUDE);
        assertThat(report.group()).isEqualTo(0xE000_00FC);
        assertThat(report.sourceCount()).isZero();
        assertThat(report.next()).isFalse();
        assertThat(report.next()).isFalse();
    }

    @Test
    void shouldWriteRecordsAndTheirSources() {
        var message = buffer("ee" + "ff".repeat(32) + "ee");

        report.wrapNew(message, 1, 32);
        assertThat(report.add(ALLOW_NEW_SOURCES, 0xE000_00FB)).isTrue();
        assertThat(report.addSource(0x0A00_0001)).isTrue();
        assertThat(report.addSource(0x0A00_0002)).isTrue();
        assertThat(report.add(CHANGE_TO_EXCLUDE, 0xE000_00FC)).isTrue();

        assertThat(report.length()).isEqualTo(32);
        assertThat(hex(message))
                .isEqualTo("ee2200000000000002" + "05000002e00000fb0a0000010a000002" + "04000000e00000fc" + "ee");
    }

    @Test
    void shouldWriteNothingWhenTheRoomIsUsedUp() {
        var message = buffer("ff".repeat(20));
        report.wrapNew(message, 0, 19);
        assertThat(report.add(CHANGE_TO_EXCLUDE, 0xE000_00FB)).isTrue();

        assertThat(report.addSource(1)).isFalse();
        assertThat(report.add(CHANGE_TO_EXCLUDE, 2)).isFalse();

        assertThat(report.length()).isEqualTo(16);
        assertThat(hex(message)).isEqualTo("22000000000000010" + "4000000e00000fb" + "ffffffff");
    }

    @Test
    void shouldNeedItsRecordsAndReadNoOthers() {
        assertThat(Octets.shortestTaken(REPORT + "0000", report::wrap)).isEqualTo(36);
        assertThat(report.wrap(buffer(REPORT.replace("22 00", "16 00")), 0, 36)).isFalse();
        assertThat(report.wrap(buffer(REPORT.replace("0002 e0", "ffff e0")), 0, 36))
                .isFalse();
        assertThat(report.wrap(buffer(""), 0, -1)).isFalse();
        assertThatThrownBy(report::recordCount).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldFillInAndVerifyTheChecksum() {
        var message = new UnsafeBuffer(new byte[16]);
        report.wrapNew(message, 0, 16);
        assertThat(report.add(CHANGE_TO_EXCLUDE, 0xE000_00FB)).isTrue();
        report.fillChecksum();

        assertThat(NaiveSum.of(message.byteArray())).isEqualTo(0xFFFF);
        assertThat(report.verifies()).isTrue();
        message.putByte(15, (byte) 0);
        assertThat(report.verifies()).isFalse();
    }

    @Test
    void shouldAssertThatItIsCalledInOrder() {
        report.wrapNew(new UnsafeBuffer(new byte[16]), 0, 16);

        assertThatThrownBy(() -> report.addSource(1)).hasMessage("a source needs a record; call add first");
        assertThatThrownBy(() -> report.add(256, 1)).hasMessage("record type 256 does not fit 8 bits; use 1 to 6");
        assertThatThrownBy(() -> report.wrapNew(buffer(""), 0, 7)).hasMessage("room of 7 is under the header's 8");
        assertThat(report.add(CHANGE_TO_EXCLUDE, 1)).isTrue();
        assertThatThrownBy(() -> report.source(0)).hasMessage("source 0 of 0");
    }

    @Property
    void readsWhatItWrote(@ForAll @Size(max = 6) int[] groups, @ForAll @Size(max = 5) int[] sources) {
        var message = new UnsafeBuffer(new byte[300]);
        report.wrapNew(message, 3, 297);
        for (int group : groups) {
            assertThat(report.add(group & 7, group)).isTrue();
            for (int source : sources) {
                assertThat(report.addSource(source)).isTrue();
            }
        }
        report.fillChecksum();

        var read = new IgmpReport();
        assertThat(read.wrap(message, 3, report.length())).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.recordCount()).isEqualTo(groups.length);
        for (int group : groups) {
            assertThat(read.next()).isTrue();
            assertThat(read.type()).isEqualTo(group & 7);
            assertThat(read.group()).isEqualTo(group);
            assertThat(read.sourceCount()).isEqualTo(sources.length);
            for (int i = 0; i < sources.length; i++) {
                assertThat(read.source(i)).isEqualTo(sources[i]);
            }
        }
        assertThat(read.next()).isFalse();
    }

    @Property
    void readsNothingPastTheMessage(
            @ForAll @Size(max = 60) byte[] octets,
            @ForAll @IntRange(max = 4) int records,
            @ForAll @IntRange(max = 5) int sources) {
        if (octets.length > 11) {
            octets[0] = IgmpHeader.REPORT_V3;
            octets[6] = 0;
            octets[7] = (byte) records;
            octets[9] = 0;
            octets[10] = 0;
            octets[11] = (byte) sources;
        }
        if (report.wrap(Octets.atTheEnd(octets, 5), 5, octets.length)) {
            int seen = 0;
            while (report.next()) {
                seen++;
                for (int i = 0; i < report.sourceCount(); i++) {
                    report.source(i);
                }
            }
            assertThat(seen).isEqualTo(report.recordCount());
            assertThat(report.fillChecksum().verifies()).isTrue();
        }
    }
}
