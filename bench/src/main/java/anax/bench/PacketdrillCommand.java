package anax.bench;

import anax.bench.packetdrill.ResultsJson;
import anax.bench.terminal.Characters;
import anax.netstack.packetdrill.run.Profile;
import anax.netstack.packetdrill.run.Result;
import anax.netstack.packetdrill.run.RunOptions;
import anax.netstack.packetdrill.run.ScriptFile;
import anax.netstack.packetdrill.run.ScriptRunner;
import anax.netstack.packetdrill.run.Totals;
import anax.netstack.packetdrill.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `anax packetdrill`: runs scripts against the stack, in this process and on a clock of its own.
///
/// Owner: the main thread.
@Command(
        name = "packetdrill",
        description = {
            "Runs packetdrill scripts against the stack, in this process.",
            "Each has a stack of its own and a virtual clock; it takes neither root nor a network."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every script passed",
            "1:a script failed or is unsupported, or a file could not be written",
            "2:wrong command line",
            "3:there is no such script or folder, or no script in it"
        },
        footer = {
            "",
            "Strictly, options are compared octet by octet and windows as they stand. Relaxed, options",
            "are a set without fillers, the window scale is free, and a window is zero or not.",
            "",
            "Examples:",
            "  anax packetdrill scripts/",
            "  anax packetdrill --profile linux --relaxed gtests/net/tcp",
            "  anax packetdrill --trace --pcap captures/ handshake.pkt"
        })
final class PacketdrillCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = "rfc",
            description = "Whose choices are expected where the RFCs leave one: rfc (default), bsd or linux.")
    private String profile;

    @Option(names = "--relaxed", description = "Leave open what the specifications leave open.")
    private boolean relaxed;

    @Option(
            names = "-D",
            paramLabel = "NAME[=VALUE]",
            description = "Defines a name for #ifdef; with a value, the value stands for the name.")
    private List<String> definitions = new ArrayList<>();

    @Option(names = "--trace", description = "Tell all that happens, in the scripts' notation, one script at a time.")
    private boolean trace;

    @Option(names = "--pcap", paramLabel = "DIR", description = "Write a capture file of each script there.")
    private Path captures;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private Path json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Scripts at a time; one for each processor if not given.")
    private Integer threads;

    @Option(names = "--failures", description = "Do not list the scripts that pass.")
    private boolean failures;

    @Parameters(paramLabel = "SCRIPT|DIR", arity = "1..*", description = "Scripts, and folders of *.pkt.")
    private List<Path> places;

    PacketdrillCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        final RunOptions options = options();
        final int wanted = threads();
        final List<ScriptFile> scripts;
        try {
            scripts = ScriptFile.in(places);
        } catch (NoSuchFileException missing) {
            return say("there is no script or folder " + missing.getFile(), ExitCodes.NOT_FOUND);
        } catch (IOException unreadable) {
            return say("the scripts could not be listed: " + unreadable, ExitCodes.FAILED);
        }
        if (scripts.isEmpty()) {
            return say("there is no *.pkt in the folders given; name the scripts themselves", ExitCodes.NOT_FOUND);
        }
        try {
            if (captures != null) {
                Files.createDirectories(captures);
            }
            return run(scripts, options, wanted);
        } catch (IOException | UncheckedIOException failed) {
            return say(failed.getMessage(), ExitCodes.FAILED);
        }
    }

    private int run(List<ScriptFile> scripts, RunOptions options, int wanted) throws IOException, InterruptedException {
        final List<Result> results = new ArrayList<>();
        final long startNs = surroundings.clock().nowNs();
        final Totals totals = ScriptRunner.runAll(scripts, options, wanted, result -> {
            results.add(result);
            show(result);
        });
        final long tookNs = surroundings.clock().nowNs() - startNs;
        print(summary(results, options, totals, tookNs));
        if (json != null) {
            Files.writeString(json, ResultsJson.of(options, results));
        }
        return results.stream().allMatch(Result::passed) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private void show(Result result) {
        if (!failures || !result.passed()) {
            print(result.shown());
        }
    }

    private static String summary(List<Result> results, RunOptions options, Totals totals, long tookNs) {
        final long passed = results.stream().filter(Result::passed).count();
        final long unsupported = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Unsupported)
                .count();
        return "%d %s, %s under profile %s, in %.1f s: %d passed, %d failed, %d unsupported%n"
                        .formatted(
                                results.size(),
                                results.size() == 1 ? "script" : "scripts",
                                options.relaxed() ? "relaxed" : "strict",
                                options.profile(),
                                tookNs / 1e9,
                                passed,
                                results.size() - passed - unsupported,
                                unsupported)
                + "compared: %d packets, %d calls, %d assertions; injected: %d packets"
                        .formatted(totals.packets(), totals.calls(), totals.assertions(), totals.injected());
    }

    private RunOptions options() {
        final Profile chosen;
        try {
            chosen = Profile.of(profile);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
        final Map<String, String> names = new LinkedHashMap<>();
        for (final String definition : definitions) {
            final int equals = definition.indexOf('=');
            names.put(
                    equals < 0 ? definition : definition.substring(0, equals),
                    equals < 0 ? "" : definition.substring(equals + 1));
        }
        RunOptions options =
                RunOptions.standard().withProfile(chosen).withRelaxed(relaxed).withDefinitions(names);
        options = trace ? options.withTrace(this::print) : options;
        return captures == null ? options : options.withCaptures(captures);
    }

    /// What several scripts tell at a time nobody could read.
    private int threads() {
        if (threads != null && threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads " + threads + " was given; use 1 or more");
        }
        if (trace) {
            return 1;
        }
        return threads != null ? threads : Runtime.getRuntime().availableProcessors();
    }

    private void print(String text) {
        text.lines()
                .forEach(line -> surroundings
                        .out()
                        .println(Characters.printable(line, surroundings.out().charset())));
    }

    private int say(String sentence, int code) {
        surroundings.err().println("anax packetdrill: " + sentence);
        return code;
    }
}
