package anax.netstack.packetdrill.syntax;

/// The flags of a TCP segment.
///
/// Owner: nobody, it never changes.
///
/// @param bits      the flags as they stand in the header, nine bits with the one of accurate ECN
/// @param ecnDigit  whether the three bits of ECN are written as a digit (AccECN)
public record TcpFlags(int bits, boolean ecnDigit) {
    /// FIN.
    public static final int FIN = 0x001;

    /// SYN.
    public static final int SYN = 0x002;

    /// RST.
    public static final int RST = 0x004;

    /// PSH.
    public static final int PSH = 0x008;

    /// ACK.
    public static final int ACK = 0x010;

    /// URG.
    public static final int URG = 0x020;

    /// ECE.
    public static final int ECE = 0x040;

    /// CWR.
    public static final int CWR = 0x080;

    /// AE of accurate ECN, once a reserved bit.
    public static final int AE = 0x100;

    private static final String LETTERS = "FSRP.UEWA";
    private static final String ORDER = "SFRPUEWA.";
    private static final int ECN_SHIFT = 6;

    /// The bit of a letter; -1 if it is none.
    static int bitOf(char letter) {
        final int place = LETTERS.indexOf(letter);
        return place < 0 ? -1 : 1 << place;
    }

    /// The bits of the digit that accurate ECN counts with.
    static int ofDigit(int digit) {
        return (digit & 7) << ECN_SHIFT;
    }

    /// True if a flag is set.
    public boolean has(int flag) {
        return (bits & flag) != 0;
    }

    /// The same with other bits.
    public TcpFlags withBits(int other) {
        return new TcpFlags(other, ecnDigit);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < ORDER.length(); i++) {
            final int bit = bitOf(ORDER.charAt(i));
            final boolean ecn = (bit & (ECE | CWR | AE)) != 0;
            if (has(bit) && !(ecn && ecnDigit)) {
                text.append(ORDER.charAt(i));
            }
        }
        if (ecnDigit) {
            text.append((bits >> ECN_SHIFT) & 7);
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
