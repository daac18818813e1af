package anax.netstack.packetdrill.syntax;

/// Something that happens, and when.
///
/// Owner: nobody, it never changes.
///
/// @param at     where it stands
/// @param time   when it happens, or should
/// @param action what happens
public record Event(Position at, EventTime time, Action action) {
    @Override
    public String toString() {
        return Notation.of(this);
    }
}
