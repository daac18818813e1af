package anax.netstack.packetdrill.syntax;

import java.util.Objects;

/// Why a script does not run: the place, and what stands there.
///
/// Owner: the thread that reads or runs the script. It has no stack trace, as it tells of the script and not of the
/// program.
public abstract sealed class ScriptException extends RuntimeException
        permits UnsupportedException, InvalidScriptException {
    private static final long serialVersionUID = 1L;

    private final transient Position at;

    ScriptException(Position at, String message) {
        super(message, null, false, false);
        this.at = Objects.requireNonNull(at, "a script is wrong somewhere; say where");
    }

    /// The place.
    public Position at() {
        return at;
    }
}
