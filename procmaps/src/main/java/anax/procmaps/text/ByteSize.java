package anax.procmaps.text;

import java.math.BigInteger;

/// A number of bytes for people, in units of 1024: the unit is chosen after rounding, so that 1024.0 of one never
/// stands for 1.0 of the next.
///
/// Owner: none, stateless. Allocates the text.
public final class ByteSize {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final long STEP = 1024;

    /// From half a KiB under a MiB on, a size rounds to that.
    private static final long LARGEST_KIB = STEP * STEP - STEP / 2;

    private ByteSize() {}

    /// `4 KiB`, `1004 KiB`, `1.0 MiB`, `16.0 EiB`: one decimal, but none while it is still KiB or bytes.
    ///
    /// @param bytes unsigned
    public static String text(long bytes) {
        if (Long.compareUnsigned(bytes, STEP) < 0) {
            return bytes + " B";
        }
        if (Long.compareUnsigned(bytes, LARGEST_KIB) < 0) {
            return (bytes + STEP / 2) / STEP + " " + UNITS[0];
        }
        BigInteger tenths = new BigInteger(Long.toUnsignedString(bytes)).multiply(BigInteger.TEN);
        int unit = 0;
        long rounded = Long.MAX_VALUE;
        while (rounded >= 10 * STEP && unit < UNITS.length - 1) {
            unit++;
            BigInteger divisor = BigInteger.ONE.shiftLeft(10 * (unit + 1));
            BigInteger tens = tenths.add(divisor.shiftRight(1)).divide(divisor);
            rounded = tens.bitLength() < Long.SIZE ? tens.longValue() : Long.MAX_VALUE;
        }
        return rounded / 10 + "." + rounded % 10 + " " + UNITS[unit];
    }
}
