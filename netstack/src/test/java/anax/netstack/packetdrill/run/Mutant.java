package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.Script;

/// A script in which one expected thing is wrong.
///
/// @param kind   what kind of thing
/// @param what   which line, and what was changed
/// @param script the wrong script
record Mutant(Kind kind, String what, Script script) {
    /// What is wrong.
    enum Kind {
        SEQUENCE,
        ACKNOWLEDGMENT,
        LENGTH,
        FLAG,
        WINDOW,
        URGENT,
        OPTION,
        IP,
        ICMP,
        TIME,
        RESULT,
        ERRNO,
        OUTPUT,
        ASSERTION
    }
}
