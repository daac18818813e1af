package anax.netstack.packetdrill.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A whole script.
///
/// Owner: nobody, it never changes.
///
/// @param file    its name
/// @param options what it sets before it begins
/// @param init    a command that runs before the first event
/// @param events  what happens, in order
/// @param cleanup a command that runs at the end, whatever happened
public record Script(
        String file,
        List<ScriptOption> options,
        Optional<CommandLine> init,
        List<Event> events,
        Optional<CommandLine> cleanup) {
    /// The name that selects the branch of the RFCs, defined in every run.
    public static final String STANDARD = "STANDARD";

    /// Copies the lists.
    public Script {
        options = List.copyOf(options);
        events = List.copyOf(events);
    }

    /// Reads a script.
    ///
    /// @param file        what to call it in messages
    /// @param definitions names and what they stand for; [#STANDARD] is always among them
    /// @throws ScriptException if it cannot be read, with the place and the construct
    public static Script parse(String file, String text, Map<String, String> definitions) {
        final Map<String, String> all = new java.util.HashMap<>(definitions);
        all.putIfAbsent(STANDARD, "");
        final String chosen = Preprocessor.process(file, text, all);
        return new Parser(file, new Lexer(file, chosen, all).tokens()).script();
    }
}
