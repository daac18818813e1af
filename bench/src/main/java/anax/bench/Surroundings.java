package anax.bench;

import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.runtime.clock.Clock;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What a command is given of the world, so that tests can give it another one.
///
/// Owner: nobody; immutable.
///
/// @param out       results
/// @param err       progress and errors
/// @param terminal  what the two go to
/// @param clock     measures
/// @param calendar  tells the date
/// @param onExit    runs if the program ends early
/// @param root      where `proc` and `sys` are
/// @param variables the environment's
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Clock clock,
        InstantSource calendar,
        OnExit onExit,
        Path root,
        Map<String, String> variables) {}
