package anax.procmaps.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Property
    void shouldReadEightDigitsAtOnce(@ForAll int value) {
        byte[] digits = ascii(String.format("%08x", value));
        assertThat(Digits.hexErrors(Digits.word(digits, 0))).isZero();
        assertThat(Digits.hex(Digits.word(digits, 0))).isEqualTo(value & 0xffffffffL);
        assertThat(Digits.hex(digits, 0, 8)).isEqualTo(value & 0xffffffffL);
    }

    /// Each octet at each place: exactly the digits are taken for digits.
    @Test
    void shouldSeeEveryOctetThatIsNoDigit() {
        for (int place = 0; place < 8; place++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] digits = ascii("09afbe18");
                digits[place] = (byte) octet;
                boolean isHex = (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'f');
                assertThat(Digits.hexErrors(Digits.word(digits, 0)) == 0).isEqualTo(isHex);
                byte[] decimals = ascii("01959218");
                decimals[place] = (byte) octet;
                assertThat(Digits.isDecimal(Digits.word(decimals, 0), 8)).isEqualTo(octet >= '0' && octet <= '9');
            }
        }
    }

    @Property
    void shouldSeeErrorsOfSeveralOctets(@ForAll @Size(8) byte[] octets) {
        boolean all = true;
        for (byte octet : octets) {
            all &= (octet >= '0' && octet <= '9') || (octet >= 'a' && octet <= 'f');
        }
        assertThat(Digits.hexErrors(Digits.word(octets, 0)) == 0).isEqualTo(all);
    }

    @Property
    void shouldReadUpToEightDecimalDigitsAtOnce(@ForAll @IntRange(max = 99_999_999) int value) {
        String text = Integer.toString(value);
        byte[] digits = ascii(text + "        ");
        assertThat(Digits.blankAt(Digits.word(digits, 0))).isEqualTo(text.length());
        assertThat(Digits.isDecimal(Digits.word(digits, 0), text.length())).isTrue();
        assertThat(Digits.decimal(Digits.word(digits, 0), text.length())).isEqualTo(value);
    }

    @Property
    void shouldWriteWhatItReads(@ForAll long value) {
        byte[] text = new byte[40];
        int end = Digits.putHex(text, 0, value, 1);
        assertThat(new String(text, 0, end, StandardCharsets.US_ASCII)).isEqualTo(Long.toHexString(value));
        assertThat(end).isEqualTo(Digits.hexLength(value));
        end = Digits.putDecimal(text, 0, value);
        assertThat(new String(text, 0, end, StandardCharsets.US_ASCII)).isEqualTo(Long.toUnsignedString(value));
        assertThat(Digits.fitsDecimal(text, 0, end)).isTrue();
        assertThat(Digits.decimal(text, 0, end)).isEqualTo(value);
    }

    @Test
    void shouldRefuseDecimalsOfMoreThan64Bits() {
        assertThat(fits("18446744073709551615")).isTrue();
        assertThat(fits("18446744073709551616")).isFalse();
        assertThat(fits("18446744073709551625")).isFalse();
        assertThat(fits("98446744073709551615")).isFalse();
        assertThat(fits("000018446744073709551615")).isTrue();
        assertThat(fits("100000000000000000000")).isFalse();
        assertThat(fits("0")).isTrue();
        assertThat(fits("")).isFalse();
    }

    @Property
    void shouldFindTheNewline(@ForAll @Size(max = 40) @CharRange(from = '\u0009', to = '\u000b') char[] text) {
        byte[] octets = ascii(new String(text));
        int expected = new String(text).indexOf('\n');
        assertThat(Digits.newline(octets, 0, octets.length)).isEqualTo(expected < 0 ? octets.length : expected);
    }

    private static boolean fits(String digits) {
        return Digits.fitsDecimal(ascii(digits), 0, digits.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
