package anax.bench.terminal;

/// Writes text in colours, or plainly.
///
/// Owner: nobody; immutable.
///
/// @param colour whether to colour
public record Style(boolean colour) {
    private static final String RESET = "\033[0m";

    /// Stands out.
    public String bold(String text) {
        return coloured("\033[1m", text);
    }

    /// Steps back.
    public String faint(String text) {
        return coloured("\033[2m", text);
    }

    /// Ours.
    public String ours(String text) {
        return coloured("\033[1;36m", text);
    }

    /// Wants attention.
    public String warning(String text) {
        return coloured("\033[1;33m", text);
    }

    private String coloured(String code, String text) {
        return colour ? code + text + RESET : text;
    }
}
