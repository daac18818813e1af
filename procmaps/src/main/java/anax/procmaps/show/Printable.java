package anax.procmaps.show;

/// Makes names fit for a terminal: what would move its cursor or change its state is shown by its number.
///
/// Owner: nobody; stateless.
public final class Printable {
    private Printable() {}

    /// The text with every control character as `\xNN`, and U+2028 and the like by their number.
    public static String of(String text) {
        int i = 0;
        while (i < text.length() && isHarmless(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                safe.append(c);
            } else if (c < 256) {
                safe.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                safe.append("\\u").append(Integer.toHexString(c));
            }
        }
        return safe.toString();
    }

    private static boolean isHarmless(char c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
