package anax.procmaps.maps;

import java.nio.charset.StandardCharsets;

/// The rights of a region as bits, and their four letters.
///
/// Owner: none, stateless. Allocates nothing.
public final class Permissions {
    /// It may be read.
    public static final int READ = 1;

    /// It may be written.
    public static final int WRITE = 2;

    /// It may be executed.
    public static final int EXECUTE = 4;

    /// What is written is seen by all that map it; else it is private.
    public static final int SHARED = 8;

    private static final int COUNT = 16;
    private static final String[] TEXTS = texts();
    private static final int[] WORDS = words();

    private Permissions() {}

    /// The four letters, such as `rw-p`.
    public static String text(int permissions) {
        return TEXTS[permissions];
    }

    /// The bits of four letters that were read as one number, the first lowest; -1 if they are none.
    static int ofWord(int letters) {
        // Bit 6 is set in r, w and x and not in the hyphen; bit 0 is set in s and not in p.
        int bits = ((letters >>> 6) & 1) | ((letters >>> 13) & 2) | ((letters >>> 20) & 4) | ((letters >>> 21) & 8);
        return WORDS[bits] == letters ? bits : -1;
    }

    /// The bits of the four letters that stand at `at`; -1 if they are none.
    static int ofLetters(byte[] text, int at) {
        return ofWord((text[at] & 0xFF)
                | (text[at + 1] & 0xFF) << 8
                | (text[at + 2] & 0xFF) << 16
                | (text[at + 3] & 0xFF) << 24);
    }

    /// Writes the four letters; answers where they end.
    static int put(byte[] text, int at, int permissions) {
        int letters = WORDS[permissions];
        for (int i = 0; i < 4; i++) {
            text[at + i] = (byte) (letters >>> (8 * i));
        }
        return at + 4;
    }

    private static String[] texts() {
        String[] texts = new String[COUNT];
        for (int bits = 0; bits < COUNT; bits++) {
            texts[bits] = ((bits & READ) != 0 ? "r" : "-")
                    + ((bits & WRITE) != 0 ? "w" : "-")
                    + ((bits & EXECUTE) != 0 ? "x" : "-")
                    + ((bits & SHARED) != 0 ? "s" : "p");
        }
        return texts;
    }

    private static int[] words() {
        int[] words = new int[COUNT];
        for (int bits = 0; bits < COUNT; bits++) {
            byte[] letters = TEXTS[bits].getBytes(StandardCharsets.US_ASCII);
            words[bits] = letters[0] | letters[1] << 8 | letters[2] << 16 | letters[3] << 24;
        }
        return words;
    }
}
