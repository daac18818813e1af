package anax.procmaps.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers as the kernel writes them: unsigned, hexadecimal in lower case, eight octets at a time where it pays.
///
/// Owner: none, stateless. Allocates nothing.
public final class Digits {
    /// As many decimal digits as the largest unsigned number of 64 bits has.
    public static final int MOST_DECIMAL = 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] HEX_VALUES = hexValues();
    private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final long LOW_NIBBLES = 0x0f0f0f0f0f0f0f0fL;
    private static final long HIGH_NIBBLES = 0xf0f0f0f0f0f0f0f0L;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long FIFTH_BITS = 0x1010101010101010L;
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long BLANKS = 0x2020202020202020L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final int WORD = 8;

    /// 10 ^ 19, of which 20 digits can hold one.
    private static final long LARGEST_SAFE = Long.divideUnsigned(-1L, 10);

    private Digits() {}

    /// The eight octets from `at` on, the first one lowest.
    public static long word(byte[] text, int at) {
        return (long) LONGS.get(text, at);
    }

    /// The value of a hexadecimal digit, or -1.
    public static int hexDigit(byte octet) {
        return HEX_VALUES[octet & 0xFF];
    }

    /// 0 if the eight octets of `word` are hexadecimal digits in lower case, anything else if not.
    public static long hexErrors(long word) {
        long letters = (word >>> 6) & ONES;
        long values = (word & LOW_NIBBLES) + 9 * letters;
        long kind = (word & HIGH_NIBBLES) ^ (0x30 * ONES + 0x30 * letters);
        long range = ((values + 6 * ONES) ^ (letters << 4)) & FIFTH_BITS;
        return kind | range | (values & FIFTH_BITS);
    }

    /// The number that eight hexadecimal digits make. Right only where [#hexErrors] is 0.
    public static long hex(long word) {
        long letters = (word >>> 6) & ONES;
        long nibbles = (word & LOW_NIBBLES) + 9 * letters;
        long bytes = ((nibbles & 0x00ff00ff00ff00ffL) << 4) | ((nibbles >>> 8) & 0x00ff00ff00ff00ffL);
        long pairs = ((bytes & 0x0000ffff0000ffffL) << 8) | ((bytes >>> 16) & 0x0000ffff0000ffffL);
        return ((pairs & 0xffffffffL) << 16) | (pairs >>> 32);
    }

    /// Which of the eight octets of `word` is the first blank, from 0; 8 if there is none.
    public static int blankAt(long word) {
        long different = word ^ BLANKS;
        return Long.numberOfTrailingZeros((different - ONES) & ~different & HIGHS) >>> 3;
    }

    /// Whether the first `digits` octets of `word`, 1 to 8, are decimal digits.
    public static boolean isDecimal(long word, int digits) {
        long values = (word ^ ZEROS) << (8 * (WORD - digits));
        return ((values | values + 0x76 * ONES) & HIGHS) == 0;
    }

    /// The number that the first `digits` octets of `word`, 1 to 8, make. Right only if they are decimal digits.
    public static long decimal(long word, int digits) {
        long values = (word ^ ZEROS) << (8 * (WORD - digits));
        long pairs = (values * 10 + (values >>> 8)) & 0x00ff00ff00ff00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000ffff0000ffffL;
        return (fours * 10_000 + (fours >>> 32)) & 0xffffffffL;
    }

    /// How many hexadecimal digits stand from `at` on; looks no further than `to`.
    public static int hexRun(byte[] text, int at, int to) {
        int end = at;
        while (end < to && hexDigit(text[end]) >= 0) {
            end++;
        }
        return end - at;
    }

    /// The number of the hexadecimal digits from `from` to `to`, of which there are at most 16.
    public static long hex(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | hexDigit(text[i]);
        }
        return value;
    }

    /// How many decimal digits stand from `at` on; looks no further than `to`.
    public static int decimalRun(byte[] text, int at, int to) {
        int end = at;
        while (end < to && isDecimal(text[end])) {
            end++;
        }
        return end - at;
    }

    /// Whether the decimal digits from `from` to `to` make a number of 64 bits.
    public static boolean fitsDecimal(byte[] text, int from, int to) {
        int first = from;
        while (first < to - 1 && text[first] == '0') {
            first++;
        }
        int digits = to - first;
        if (digits != MOST_DECIMAL) {
            return digits > 0 && digits < MOST_DECIMAL;
        }
        long head = decimal(text, first, to - 1);
        int compared = Long.compareUnsigned(head, LARGEST_SAFE);
        return compared < 0 || (compared == 0 && text[to - 1] <= '5');
    }

    /// The number of the decimal digits from `from` to `to`. Right only where [#fitsDecimal] says so.
    public static long decimal(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text[i] - '0');
        }
        return value;
    }

    /// Whether the octet is a decimal digit.
    public static boolean isDecimal(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /// Where the newline stands, or `to` if there is none from `at` on.
    public static int newline(byte[] text, int at, int to) {
        int i = at;
        for (; i <= to - WORD; i += WORD) {
            long different = word(text, i) ^ NEWLINES;
            long found = (different - ONES) & ~different & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && text[i] != '\n') {
            i++;
        }
        return i;
    }

    /// Where the blanks that begin at `at` end; looks no further than `to`.
    public static int afterBlanks(byte[] text, int at, int to) {
        int i = at;
        while (i < to && text[i] == ' ') {
            i++;
        }
        return i;
    }

    /// How many hexadecimal digits a number needs.
    public static int hexLength(long value) {
        return Math.max(1, (67 - Long.numberOfLeadingZeros(value)) >>> 2);
    }

    /// How many decimal digits an unsigned number needs.
    public static int decimalLength(long value) {
        int digits = 1;
        for (long left = Long.divideUnsigned(value, 10); left != 0; left /= 10) {
            digits++;
        }
        return digits;
    }

    /// Writes a number with at least so many hexadecimal digits; answers where it ends.
    public static int putHex(byte[] text, int at, long value, int leastDigits) {
        int digits = Math.max(leastDigits, hexLength(value));
        long left = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = HEX_DIGITS[(int) left & 0xF];
            left >>>= 4;
        }
        return at + digits;
    }

    /// Writes an unsigned number in decimal digits; answers where it ends.
    public static int putDecimal(byte[] text, int at, long value) {
        int digits = decimalLength(value);
        long left = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + Long.remainderUnsigned(left, 10));
            left = Long.divideUnsigned(left, 10);
        }
        return at + digits;
    }

    private static byte[] hexValues() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 16; i++) {
            values["0123456789abcdef".charAt(i)] = (byte) i;
        }
        return values;
    }
}
