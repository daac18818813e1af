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

/// The options of a TCP header as their RFCs lay them out, written in the order of the calls.
class TcpOptionsWriterTest {
    private final TcpOptionsWriter writer = new TcpOptionsWriter();
    private final TcpOptions options = new TcpOptions();

    @Test
    void shouldWriteTheOptionsOfASyn() {
        var area = new UnsafeBuffer(new byte[20]);

        int length = writer.wrapNew(area, 0, 40)
                .mss(1460)
                .sackPermitted()
                .timestamps(1, 0)
                .noOperation()
                .windowScale(7)
                .finish();

        assertThat(length).isEqualTo(20);
        assertThat(hex(area)).isEqualTo("020405b40402080a000000010000000001030307");
    }

    /// RFC 9293, section 3.1: the header ends on a 32-bit boundary, and padding is zeros.
    @Test
    void shouldFillUpToWholeWords() {
        for (int octets = 0; octets <= 4; octets++) {
            var area = buffer("ff".repeat(8));
            writer.wrapNew(area, 1, 4);
            for (int i = 0; i < octets; i++) {
                writer.noOperation();
            }
            int words = (octets + 3) / 4;

            assertThat(writer.finish()).isEqualTo(4 * words).isEqualTo(writer.length());
            String written = "01".repeat(octets) + "00".repeat(4 * words - octets);
            assertThat(hex(area)).isEqualTo("ff" + written + "ff".repeat(7 - 4 * words));
        }
    }

    @Test
    void shouldJoinSackBlocksInOneOption() {
        var area = buffer("ff".repeat(19));
        writer.wrapNew(area, 0, 20);

        assertThat(writer.sackBlock(1, 2)).isTrue();
        assertThat(writer.sackBlock(3, 4)).isTrue();
        assertThat(writer.sackBlock(5, 6)).isFalse();

        assertThat(writer.length()).isEqualTo(18);
        assertThat(hex(area)).isEqualTo("051200000001000000020000000300000004ff");
    }

    /// RFC 2018, section 3: four blocks fit, and three beside timestamps.
    @Test
    void shouldSayWhenNoOtherSackBlockFits() {
        var area = new UnsafeBuffer(new byte[43]);
        writer.wrapNew(area, 3, 40);
        assertThat(addSackBlocks()).isEqualTo(4);
        writer.wrapNew(area, 3, 40)
                .noOperation()
                .noOperation()
                .timestamps(1, 2)
                .noOperation()
                .noOperation();
        assertThat(addSackBlocks()).isEqualTo(3);
        assertThat(writer.finish()).isEqualTo(40);
        assertThat(writer.wrapNew(area, 3, 9).sackBlock(1, 2)).isFalse();
        assertThat(writer.length()).isZero();
    }

    @Test
    void shouldAssertThatWhatIsWrittenFits() {
        var area = new UnsafeBuffer(new byte[40]);

        assertThatThrownBy(() -> writer.wrapNew(area, 0, 3).mss(1460))
                .hasMessage("4 octets do not fit the 3 that are left of 3");
        assertThatThrownBy(() -> writer.wrapNew(area, 0, 41)).hasMessage("room of 41 is not 0 to 40");
        writer.wrapNew(area, 0, 40);
        assertThatThrownBy(() -> writer.mss(65_536)).hasMessage("MSS 65536 does not fit 16 bits; use 0 to 65535");
        assertThatThrownBy(() -> writer.windowScale(15)).hasMessage("window scale 15 is not 0 to 14");
        assertThat(writer.sackBlock(1, 2)).isTrue();
        writer.noOperation();
        assertThatThrownBy(() -> writer.sackBlock(3, 4)).hasMessage("another option came between two SACK blocks");
    }

    @Property
    void isReadAsItWasWritten(
            @ForAll @IntRange(max = 0xFFFF) int mss,
            @ForAll @IntRange(max = 14) int scale,
            @ForAll int tsVal,
            @ForAll int tsEcr,
            @ForAll @Size(max = 2) long[] blocks,
            @ForAll boolean sackPermitted) {
        var area = new UnsafeBuffer(new byte[45]);
        writer.wrapNew(area, 5, 40).windowScale(scale).timestamps(tsVal, tsEcr);
        for (long block : blocks) {
            assertThat(writer.sackBlock((int) (block >> 32), (int) block)).isTrue();
        }
        if (sackPermitted) {
            writer.sackPermitted();
        }
        int length = writer.mss(mss).finish();

        assertThat(options.wrap(area, 5, length)).isTrue();
        assertThat(options.mss()).isEqualTo(mss);
        assertThat(options.windowScale()).isEqualTo(scale);
        assertThat(options.tsVal()).isEqualTo(tsVal);
        assertThat(options.tsEcr()).isEqualTo(tsEcr);
        assertThat(options.isSackPermitted()).isEqualTo(sackPermitted);
        assertThat(options.sackCount()).isEqualTo(blocks.length);
        for (int i = 0; i < blocks.length; i++) {
            assertThat(options.sackLeft(i)).isEqualTo((int) (blocks[i] >> 32));
            assertThat(options.sackRight(i)).isEqualTo((int) blocks[i]);
        }
    }

    private int addSackBlocks() {
        int added = 0;
        while (writer.sackBlock(added, added + 1)) {
            added++;
        }
        return added;
    }
}
