package anax.netstack.packetdrill.code;

/// A statement of code.
///
/// Owner: nobody, it never changes.
///
/// @param line   where it stands, from 1 within its script
/// @param text   as it is written
/// @param target the name that it gives a value to; empty if it asserts
/// @param value  what it asserts or assigns
record CodeStatement(int line, String text, String target, CodeExpression value) {
    boolean asserts() {
        return target.isEmpty();
    }
}
