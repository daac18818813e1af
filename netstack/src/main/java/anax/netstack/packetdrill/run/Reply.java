package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.tcp.TcpResult;
import java.util.List;

/// What a call has answered.
///
/// Owner: nobody, it never changes.
///
/// @param value       what it returned
/// @param error       the name of the error, if it is -1; else empty
/// @param differences in what it gave back besides, from what the script says of that
record Reply(long value, String error, List<Difference> differences) {
    /// Copies the list.
    Reply {
        differences = List.copyOf(differences);
    }

    static Reply of(long value) {
        return new Reply(value, "", List.of());
    }

    static Reply of(long value, List<Difference> differences) {
        return new Reply(value, "", differences);
    }

    static Reply failed(String error) {
        return new Reply(-1, error, List.of());
    }

    /// Of a count, or a constant of [TcpResult].
    static Reply ofTcp(int result) {
        return result >= 0 ? of(result) : failed(TcpResult.errnoName(result));
    }

    /// As a script writes it.
    String shown() {
        return error.isEmpty() ? Long.toString(value) : value + " " + error;
    }
}
