package anax.netstack.packetdrill.run;

/// A script, what came of it, and how much of it was compared.
///
/// Owner: nobody, it never changes.
///
/// @param script    its name
/// @param verdict   what came of it
/// @param totals    what was compared until then
/// @param virtualNs how long it took on its own clock
public record Result(String script, Verdict verdict, Totals totals, long virtualNs) {
    /// True if all that it expects has happened.
    public boolean passed() {
        return verdict instanceof Verdict.Passed;
    }

    /// As people read it: one line, and for a failure what was expected and got below each other.
    public String shown() {
        return switch (verdict) {
            case Verdict.Passed() -> "PASS " + script;
            case Verdict.Unsupported unsupported -> "UNSUPPORTED " + unsupported.at() + " " + unsupported.construct();
            case Verdict.Failed failed -> {
                final StringBuilder text = new StringBuilder("FAIL ").append(failed.at());
                text.append("\n    expected: ").append(failed.expected());
                text.append("\n    got:      ").append(failed.got());
                failed.differences().forEach(one -> text.append("\n    ").append(one));
                yield text.toString();
            }
        };
    }
}
