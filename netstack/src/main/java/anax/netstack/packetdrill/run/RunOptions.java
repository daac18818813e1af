package anax.netstack.packetdrill.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// How scripts are run: chosen once for all scripts of a run.
///
/// Owner: nobody, it never changes.
///
/// @param profile     which stack's choices are expected
/// @param relaxed     whether what the specifications leave open is left open here
/// @param definitions names and what they stand for
/// @param trace       what to tell each thing that happens
/// @param captures    the folder that gets a capture file of each script
/// @param stack       makes what they run on
public record RunOptions(
        Profile profile,
        boolean relaxed,
        Map<String, String> definitions,
        Optional<Consumer<String>> trace,
        Optional<Path> captures,
        ScriptStack.Maker stack) {
    /// Copies the map.
    public RunOptions {
        definitions = Map.copyOf(definitions);
    }

    /// Strict, against this stack's own choices.
    public static RunOptions standard() {
        return new RunOptions(Profile.RFC, false, Map.of(), Optional.empty(), Optional.empty(), SingleStack::new);
    }

    /// The same with another profile.
    public RunOptions withProfile(Profile other) {
        return new RunOptions(other, relaxed, definitions, trace, captures, stack);
    }

    /// The same, strict or not.
    public RunOptions withRelaxed(boolean on) {
        return new RunOptions(profile, on, definitions, trace, captures, stack);
    }

    /// The same with somebody who is told what happens.
    public RunOptions withTrace(Consumer<String> listener) {
        return new RunOptions(profile, relaxed, definitions, Optional.of(listener), captures, stack);
    }

    /// The same on another kind of stack.
    public RunOptions withStack(ScriptStack.Maker other) {
        return new RunOptions(profile, relaxed, definitions, trace, captures, other);
    }

    /// The same with other names.
    public RunOptions withDefinitions(Map<String, String> names) {
        return new RunOptions(profile, relaxed, names, trace, captures, stack);
    }

    /// The same with captures in a folder.
    public RunOptions withCaptures(Path folder) {
        return new RunOptions(profile, relaxed, definitions, trace, Optional.of(folder), stack);
    }
}
