package anax.bench.terminal;

import java.nio.charset.Charset;

/// Writes text in what characters a terminal has: a machine without a locale has ASCII only.
///
/// Owner: nobody; stateless. Allocates.
public final class Characters {
    private static final String WISHED = "\u202F–÷×·";
    private static final String PLAIN = " -/x-";

    private Characters() {}

    /// The text as it is, or with the nearest plain characters if `charset` lacks the better ones.
    public static String printable(String text, Charset charset) {
        if (!charset.canEncode() || charset.newEncoder().canEncode(WISHED)) {
            return text;
        }
        String plain = text;
        for (int i = 0; i < WISHED.length(); i++) {
            plain = plain.replace(WISHED.charAt(i), PLAIN.charAt(i));
        }
        return plain;
    }
}
