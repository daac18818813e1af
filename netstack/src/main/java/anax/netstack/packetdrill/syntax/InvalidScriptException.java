package anax.netstack.packetdrill.syntax;

/// The script contradicts itself, such as a range of sequence numbers of another length than the payload.
///
/// Owner: as every [ScriptException].
public final class InvalidScriptException extends ScriptException {
    private static final long serialVersionUID = 1L;

    /// Says what is wrong.
    public InvalidScriptException(Position at, String what) {
        super(at, what);
    }
}
