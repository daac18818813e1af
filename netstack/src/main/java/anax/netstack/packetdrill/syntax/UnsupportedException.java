package anax.netstack.packetdrill.syntax;

/// The script uses something that this runner does not know, or cannot do.
///
/// Owner: as every [ScriptException]. Its message names the construct.
public final class UnsupportedException extends ScriptException {
    private static final long serialVersionUID = 1L;

    /// Names the construct.
    public UnsupportedException(Position at, String construct) {
        super(at, construct);
    }
}
