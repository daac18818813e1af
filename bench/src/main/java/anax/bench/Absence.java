package anax.bench;

import java.util.Optional;

/// Why a process shows nothing of what was asked for.
///
/// Owner: nobody; immutable.
///
/// @param sentence says it
/// @param code     the command's exit code
record Absence(String sentence, int code) {
    /// Finds out.
    ///
    /// @param what   what only the process's owner may do
    /// @param lacks  what is to be said of a process that is there and is the user's own, behind its number
    static Absence of(long pid, String what, String lacks) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return new Absence("there is no process " + pid, ExitCodes.NOT_FOUND);
        }
        String owner = process.get().info().user().orElse("");
        String self = ProcessHandle.current().info().user().orElse(owner);
        if (!owner.isEmpty() && !owner.equals(self)) {
            return new Absence("process " + pid + " belongs to " + owner + ", who alone may " + what, ExitCodes.DENIED);
        }
        return new Absence("process " + pid + " " + lacks, ExitCodes.NOT_FOUND);
    }
}
