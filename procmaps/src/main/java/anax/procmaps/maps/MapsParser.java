package anax.procmaps.maps;

import anax.procmaps.text.Digits;

/// Parses maps one after the other into the same columns.
///
/// Owner: one thread. Allocates while it meets more regions or names than ever before, and nothing after that; the
/// snapshot that it answers is overwritten by its next parse. Throws nothing, whatever the octets. Parse with
/// [MapsSnapshot#parse] what is to be kept.
public final class MapsParser {
    private static final int USUAL_REGIONS = 256;

    private final Columns columns;
    private final MapsLine line = new MapsLine();
    private final MapsSnapshot snapshot;

    /// A parser with room for a small map.
    public MapsParser() {
        this(USUAL_REGIONS);
    }

    MapsParser(int regions) {
        columns = new Columns(regions);
        snapshot = new MapsSnapshot(columns);
    }

    /// Parses a whole text. The answer is valid until the next call.
    public MapsSnapshot parse(byte[] text) {
        return parse(text, 0, text.length);
    }

    /// Parses the text from `from` to `to`. The answer is valid until the next call.
    public MapsSnapshot parse(byte[] text, int from, int to) {
        begin(text, from, to);
        int at = from;
        while (at < to) {
            add(text, at, to);
            at = line.next();
        }
        return snapshot;
    }

    /// Begins a text whose lines are then given to [#add] one by one; for texts with other lines in between.
    public void begin(byte[] text, int from, int to) {
        columns.clear();
        columns.carriageReturns = endsEachLineWithCarriageReturn(text, from, to);
        columns.newlineAtEnd = to == from || text[to - 1] == '\n';
        line.carriageReturns(columns.carriageReturns);
    }

    /// Takes the line that begins at `at`: false if it is no region, and then it is kept as a bad line.
    public boolean add(byte[] text, int at, int to) {
        if (line.read(text, at, to)) {
            columns.add(line, text, at);
            return true;
        }
        columns.odd.addBad(columns.count, text, at, line.contentEnd(), columns.carriageReturns);
        return false;
    }

    /// Where the line behind the one that was added begins.
    public int next() {
        return line.next();
    }

    /// What was added since the text began. The answer is valid until the next text.
    public MapsSnapshot snapshot() {
        return snapshot;
    }

    /// A file's name may itself end with a carriage return, but not the end of every line with it.
    private static boolean endsEachLineWithCarriageReturn(byte[] text, int from, int to) {
        int newline = Digits.newline(text, from, to);
        boolean each = newline < to;
        while (each && newline < to) {
            each = newline > from && text[newline - 1] == '\r';
            newline = Digits.newline(text, newline + 1, to);
        }
        return each;
    }
}
