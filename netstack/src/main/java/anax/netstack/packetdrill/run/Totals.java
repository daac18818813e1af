package anax.netstack.packetdrill.run;

/// How much of scripts was really held against the stack.
///
/// Owner: nobody, it never changes.
///
/// @param injected   packets that the stack was given
/// @param packets    packets of the stack that were compared
/// @param calls      calls whose results were compared
/// @param assertions assertions of code and commands that were worked out
public record Totals(long injected, long packets, long calls, long assertions) {
    /// Nothing.
    public static final Totals NONE = new Totals(0, 0, 0, 0);

    /// Both together.
    public Totals plus(Totals other) {
        return new Totals(
                injected + other.injected, packets + other.packets, calls + other.calls, assertions + other.assertions);
    }
}
