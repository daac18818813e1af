package anax.procmaps.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Distinct names as octets, each kept once and known by its number; number 0 is the empty name.
///
/// Owner: whoever fills it; once filled, any thread may read. Allocates when it grows, and one String for each name
/// that is asked for as such. Never blocks. At the bound of its probes a name is kept once more under another number:
/// names that were made to collide cost room, never time.
public final class NameTable {
    private static final int MOST_PROBES = 32;
    private static final int FIRST_NAMES = 64;
    private static final int FIRST_OCTETS = 4096;
    private static final int WORD = 8;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private byte[] octets = new byte[FIRST_OCTETS];
    private int[] ends = new int[FIRST_NAMES];
    private int[] hashes = new int[FIRST_NAMES];
    private int[] slots = new int[4 * FIRST_NAMES];
    private String[] strings = new String[0];
    private int count;
    private int last;

    /// A table that holds the empty name only.
    public NameTable() {
        clear();
    }

    /// Forgets all names but the empty one, and keeps the room.
    public void clear() {
        Arrays.fill(slots, 0);
        Arrays.fill(strings, null);
        count = 1;
        last = 0;
        ends[0] = 0;
    }

    /// How many names there are, with the empty one.
    public int count() {
        return count;
    }

    /// The number of the name that stands from `from` to `to`.
    public int intern(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        if (is(last, text, from, to)) {
            return last;
        }
        int hash = hash(text, from, to);
        int mask = slots.length - 1;
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            int slot = (hash + probe) & mask;
            int id = slots[slot];
            if (id == 0) {
                slots[slot] = add(text, from, to, hash);
                growSlots();
                last = count - 1;
                return last;
            }
            if (hashes[id] == hash && is(id, text, from, to)) {
                last = id;
                return id;
            }
        }
        last = add(text, from, to, hash);
        growSlots();
        return last;
    }

    /// How many octets the name has.
    public int length(int id) {
        return ends[id] - begin(id);
    }

    /// The octet at a place of the name.
    public byte octet(int id, int index) {
        return octets[begin(id) + index];
    }

    /// The octets of the name, in an array of the caller's own.
    public byte[] octets(int id) {
        return Arrays.copyOfRange(octets, begin(id), ends[id]);
    }

    /// Writes the name; answers where it ends.
    public int put(int id, byte[] to, int at) {
        int length = length(id);
        System.arraycopy(octets, begin(id), to, at, length);
        return at + length;
    }

    /// The name as text: UTF-8, with U+FFFD for what is none. The same String each time.
    public String text(int id) {
        if (id == 0) {
            return "";
        }
        // Two threads may make the same text twice; each then has one that is right.
        String[] known = strings;
        if (known.length <= id) {
            known = Arrays.copyOf(known, count);
            strings = known;
        }
        String text = known[id];
        if (text == null) {
            text = new String(octets, begin(id), length(id), StandardCharsets.UTF_8);
            known[id] = text;
        }
        return text;
    }

    /// Whether the name is these octets.
    public boolean is(int id, byte[] text, int from, int to) {
        return Arrays.equals(octets, begin(id), ends[id], text, from, to);
    }

    /// Gives back the room that is not used. More names may still be added.
    public void trim() {
        octets = Arrays.copyOf(octets, Math.max(ends[count - 1], 1));
        ends = Arrays.copyOf(ends, count);
        hashes = Arrays.copyOf(hashes, count);
    }

    private int begin(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    private int add(byte[] text, int from, int to, int hash) {
        int begin = ends[count - 1];
        int end = begin + to - from;
        if (end > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(end, grown(octets.length)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, grown(count));
            hashes = Arrays.copyOf(hashes, ends.length);
        }
        System.arraycopy(text, from, octets, begin, to - from);
        ends[count] = end;
        hashes[count] = hash;
        return count++;
    }

    /// Keeps at least three quarters of the slots free, so that a probe seldom meets another name.
    private void growSlots() {
        if (4L * count <= slots.length || slots.length == 1 << 30) {
            return;
        }
        int[] wider = new int[slots.length * 2];
        int mask = wider.length - 1;
        for (int id = 1; id < count; id++) {
            for (int probe = 0; probe < MOST_PROBES; probe++) {
                int slot = (hashes[id] + probe) & mask;
                if (wider[slot] == 0) {
                    wider[slot] = id;
                    break;
                }
            }
        }
        slots = wider;
    }

    private static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, 2L * length + 8);
    }

    private static int hash(byte[] text, int from, int to) {
        long hash = (long) to - from;
        int i = from;
        for (; i <= to - WORD; i += WORD) {
            hash = mix(hash ^ Digits.word(text, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = rest << 8 | (text[i] & 0xFF);
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long word) {
        long mixed = word * MIX;
        return mixed ^ mixed >>> 29;
    }
}
