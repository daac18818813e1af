package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Position;
import java.util.List;

/// What came of a script.
///
/// Owner: nobody, it never changes.
public sealed interface Verdict {
    /// All that it expects has happened.
    record Passed() implements Verdict {}

    /// Something was otherwise.
    ///
    /// @param at          where
    /// @param expected    what stands there
    /// @param got         what happened, in the same notation
    /// @param differences in what both differ
    record Failed(Position at, String expected, String got, List<Difference> differences) implements Verdict {
        /// Copies the list.
        public Failed {
            differences = List.copyOf(differences);
        }

        /// Of a script that contradicts itself.
        static Failed of(InvalidScriptException invalid) {
            return new Failed(invalid.at(), "a script that makes sense", invalid.getMessage(), List.of());
        }
    }

    /// It uses something that cannot be done here.
    ///
    /// @param at        where
    /// @param construct what
    record Unsupported(Position at, String construct) implements Verdict {}
}
