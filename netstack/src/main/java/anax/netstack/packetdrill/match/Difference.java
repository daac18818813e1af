package anax.netstack.packetdrill.match;

/// Something that is not as the script says.
///
/// Owner: nobody, it never changes.
///
/// @param what     which field, or what kind of thing
/// @param expected what the script says
/// @param got      what happened
public record Difference(String what, String expected, String got) {
    @Override
    public String toString() {
        return what + ": expected " + expected + ", got " + got;
    }
}
