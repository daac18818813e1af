package anax.netstack.tcp;

/// When a SYN is answered without keeping anything of it (RFC 4987, section 3.6).
///
/// Owner: nobody, it never changes.
public enum SynCookies {
    /// Never: at the bound of the SYN cache the oldest entry makes room.
    NEVER("never"),

    /// When the SYN cache stands at its bound.
    WHEN_FULL("auto"),

    /// Always.
    ALWAYS("always");

    private final String word;

    SynCookies(String word) {
        this.word = word;
    }

    /// What it is called on a command line: `always`, `auto` or `never`.
    public String word() {
        return word;
    }

    /// The one that is called so.
    ///
    /// @throws IllegalArgumentException if none is
    public static SynCookies named(String word) {
        for (final SynCookies each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("SYN cookies '" + word + "' were asked for; use always, auto or never");
    }
}
