package anax.netstack.packetdrill.syntax;

/// A line such as `--tolerance_usecs=50000`.
///
/// Owner: nobody, it never changes.
///
/// @param at    where it stands
/// @param name  without the dashes
/// @param value empty if it has none
public record ScriptOption(Position at, String name, String value) {
    @Override
    public String toString() {
        return "--" + name + (value.isEmpty() ? "" : "=" + value);
    }
}
