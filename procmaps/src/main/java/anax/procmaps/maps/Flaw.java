package anax.procmaps.maps;

/// Something in a text that no kernel writes in one go.
///
/// Owner: nobody; a value.
///
/// @param line the number of the line, from 1
/// @param kind what is wrong
/// @param text the line, or as much of it as tells; empty where the line itself is right
public record Flaw(int line, Kind kind, String text) {
    /// What may be wrong with a line.
    public enum Kind {
        /// It has not the fields of a region; it is kept as it is.
        NO_REGION,
        /// It ends where it starts; it is kept as a region.
        NO_LENGTH,
        /// It begins before the line above it ends: the read was torn.
        OUT_OF_ORDER,
        /// It has no newline at its end: the text was cut, or a person edited it.
        CUT
    }

    /// What is wrong, as one sentence for a person.
    public String explain() {
        return switch (kind) {
            case NO_REGION -> "line %d is no region: \"%s\"".formatted(line, shortened());
            case NO_LENGTH -> "line %d has no length: \"%s\"".formatted(line, shortened());
            case OUT_OF_ORDER ->
                "line %d begins before the line above it ends, so the map is of different moments; read it again"
                        .formatted(line);
            case CUT -> "line %d, the last, has no newline; the text may have been cut".formatted(line);
        };
    }

    private String shortened() {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
