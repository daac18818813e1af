package anax.netstack.tcp;

/// Arithmetic of sequence numbers, which wrap around (RFC 9293, section 3.4).
///
/// Owner: nobody; it keeps no state. Allocates nothing, never blocks. All comparisons hold while two numbers are less
/// than 2^31 apart, as those of one connection always are.
public final class Seq {
    private Seq() {}

    /// Whether `a` stands before `b`.
    public static boolean lt(int a, int b) {
        return a - b < 0;
    }

    /// Whether `a` stands before `b` or is `b`.
    public static boolean leq(int a, int b) {
        return a - b <= 0;
    }

    /// Whether `a` stands behind `b`.
    public static boolean gt(int a, int b) {
        return a - b > 0;
    }

    /// Whether `a` stands behind `b` or is `b`.
    public static boolean geq(int a, int b) {
        return a - b >= 0;
    }

    /// The later of two.
    public static int max(int a, int b) {
        return a - b > 0 ? a : b;
    }

    /// The earlier of two.
    public static int min(int a, int b) {
        return a - b < 0 ? a : b;
    }

    /// Whether `seq` lies in the `length` numbers from `from` on.
    public static boolean isWithin(int seq, int from, int length) {
        return Integer.compareUnsigned(seq - from, length) < 0;
    }
}
