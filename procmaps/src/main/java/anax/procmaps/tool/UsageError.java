package anax.procmaps.tool;

import anax.procmaps.show.Words;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in the language that it asks for. picocli knows English only; what it throws
/// besides the kinds that are told here keeps its words.
///
/// Owner: whoever catches it.
final class UsageError extends ParameterException {
    private static final long serialVersionUID = 1;

    /// @param sentence in the right language
    UsageError(CommandLine command, String sentence) {
        super(command, sentence);
    }

    /// The sentence for what was thrown while a command line was read.
    static String sentence(ParameterException wrong, Words words) {
        return switch (wrong) {
            case UsageError ours -> ours.getMessage();
            case UnmatchedArgumentException unknown ->
                words.get("wrong.unknown", String.join(" ", unknown.getUnmatched()));
            case MissingParameterException missing ->
                words.get(
                        "wrong.missing",
                        missing.getMissing().stream().map(UsageError::name).collect(Collectors.joining(", ")));
            case OverwrittenOptionException twice -> words.get("wrong.twice", name(twice.getOverwritten()));
            default ->
                wrong.getArgSpec() != null && wrong.getValue() != null
                        ? words.get("wrong.value", name(wrong.getArgSpec()), wrong.getValue())
                        : wrong.getMessage();
        };
    }

    private static String name(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option when option.arity().max() > 0 -> option.longestName() + " " + option.paramLabel();
            case OptionSpec option -> option.longestName();
            default -> argument.paramLabel();
        };
    }
}
