package anax.bench.environment;

import java.time.Instant;
import java.util.List;

/// Everything that stands beside the figures of a run.
///
/// Owner: nobody; immutable.
///
/// @param date      when the run began
/// @param version   Anax's
/// @param revision  the source's, as Git describes it; empty if there is none
/// @param command   what repeats the run
/// @param procedure how long and how often was measured, in words
/// @param cpus      how many CPUs were asked for
/// @param machine   where it ran
/// @param jvm       what it ran on
/// @param loadBefore threads that ran or wanted to, over the minute before
/// @param loadAfter  the same at the end
/// @param time       processor time during the run: of the whole machine, of this program, and what the host stole
/// @param notes      what a reader of any figure has to know
public record Environment(
        Instant date,
        String version,
        String revision,
        String command,
        String procedure,
        int cpus,
        MachineFacts machine,
        ForkFacts jvm,
        String loadBefore,
        String loadAfter,
        ProcStat time,
        List<String> notes) {

    /// Copies.
    public Environment {
        notes = List.copyOf(notes);
    }
}
