package anax.netstack.packetdrill.match;

/// What turns packets of the script into packets of the wire and back: the ends, the numbers and the timestamps of
/// the connection that is spoken of.
///
/// Owner: the run of a script.
///
/// @param ends      between which ends
/// @param numbering its sequence numbers
/// @param stamps    its timestamps
public record Dialogue(Ends ends, Numbering numbering, Stamps stamps) {
    /// The same numbers between other ends, for a packet that names its own ports.
    public Dialogue between(Ends others) {
        return new Dialogue(others, numbering, stamps);
    }
}
