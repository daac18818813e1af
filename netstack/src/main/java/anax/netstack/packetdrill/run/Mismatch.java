package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.syntax.Position;
import java.util.List;

/// Something did not happen as the script expects it, which ends its run.
///
/// Owner: the run of a script. It has no stack trace, as it tells of the stack's behaviour and not of the program.
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Failed verdict;

    /// @param expected what the script says
    /// @param got      what happened, in the same notation
    Mismatch(Position at, String expected, String got, List<Difference> differences) {
        super(expected, null, false, false);
        verdict = new Verdict.Failed(at, expected, got, differences);
    }

    Verdict.Failed verdict() {
        return verdict;
    }
}
