package anax.netstack.packetdrill.syntax;

/// A place in a script.
///
/// Owner: nobody, it never changes.
///
/// @param file the script's name
/// @param line from 1
public record Position(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
