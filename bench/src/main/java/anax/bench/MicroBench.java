package anax.bench;

import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.ForkFailure;
import anax.bench.measure.ForkProcess;
import anax.bench.measure.OnExit;
import anax.bench.measure.Section;
import anax.bench.micro.MicroGroup;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Some steps of the network stack by themselves, measured by JMH, for the run that takes a look at everything.
///
/// Owner: the thread that calls [#run], which it blocks. Allocates. JMH runs in a process of its own, whose output
/// tells how far it is; that process and the JVMs that it starts are killed if this program ends early.
final class MicroBench implements Bench {
    private static final String NEXT = "# Benchmark: ";
    private static final int LAST_LINES = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String summary() {
        return "steps of the network stack one by one";
    }

    @Override
    public Outcome run(BenchRun run) throws ForkFailure, IOException, InterruptedException {
        Path answers = Files.createTempFile("anax-micro", ".json");
        try (OnExit.Registration _ = run.onExit().add(() -> delete(answers))) {
            measure(run, answers);
            JsonNode results = JSON.readTree(answers.toFile());
            List<Section> sections = new ArrayList<>();
            MicroGroup.ALL.forEach(group -> sections.add(group.section(results)));
            return new Outcome(sections, null);
        } finally {
            delete(answers);
        }
    }

    private static void measure(BenchRun run, Path answers) throws ForkFailure, IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(ForkCommandLine.likeThisJvm(Anax.class).with("jmh"));
        // Another JMH at work disturbs as any program does, which the report says; it is no reason to fail.
        command.add(1, "-Djmh.ignoreLock=true");
        command.addAll(MicroGroup.arguments());
        command.addAll(List.of("-rff", answers.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OnExit.Registration _ = run.onExit().add(() -> kill(process))) {
            Deque<String> said = relayProgress(process, run);
            int code = process.waitFor();
            if (code != 0) {
                throw new ForkFailure(
                        "JMH ended with code " + code + "; it said last:\n" + String.join("\n", said),
                        code == ForkProcess.INTERRUPTED);
            }
        } finally {
            kill(process);
        }
    }

    private static Deque<String> relayProgress(Process process, BenchRun run) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        int begun = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(NEXT)) {
                    run.progress().at("micro", (double) begun++ / MicroGroup.stepCount());
                }
                if (last.size() == LAST_LINES) {
                    last.remove();
                }
                last.add(line);
            }
        }
        return last;
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What the system keeps in its folder for passing things is the system's to delete.
        }
    }
}
