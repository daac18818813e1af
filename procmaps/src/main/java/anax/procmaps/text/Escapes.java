package anax.procmaps.text;

import java.util.Arrays;

/// Octal escapes in names: in `maps` only the newline comes as `\012`, in `numa_maps` blank, tab, newline, `=` and
/// the backslash do too.
///
/// Owner: none, stateless. Allocates one array, if there is anything to replace.
public final class Escapes {
    private static final int LENGTH = 4;

    private Escapes() {}

    /// Replaces `\012` only: what `maps` escapes. A name that holds these four characters itself looks the same.
    public static byte[] newlinesOf(byte[] name) {
        return replace(name, true);
    }

    /// Replaces each `\ooo`: what `numa_maps` and `mountinfo` escape.
    public static byte[] allOf(byte[] name) {
        return replace(name, false);
    }

    private static byte[] replace(byte[] name, boolean newlinesOnly) {
        byte[] replaced = new byte[name.length];
        int length = 0;
        for (int i = 0; i < name.length; length++) {
            int value = escaped(name, i);
            boolean isOne = value >= 0 && (!newlinesOnly || value == '\n');
            replaced[length] = isOne ? (byte) value : name[i];
            i += isOne ? LENGTH : 1;
        }
        return length == name.length ? name : Arrays.copyOf(replaced, length);
    }

    /// The octet that an escape at `at` stands for, or -1.
    private static int escaped(byte[] name, int at) {
        if (name[at] != '\\' || at + LENGTH > name.length) {
            return -1;
        }
        int value = 0;
        for (int i = at + 1; i < at + LENGTH; i++) {
            int digit = name[i] - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value < 256 ? value : -1;
    }
}
