package anax.bench.throughput.host;

import anax.bench.measure.ForkCommandLine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A host, seen by the one who started it.
///
/// Owner: one thread, which [#order] blocks until the host has answered, at most [#PATIENCE_S]. Allocates.
final class HostProcess implements AutoCloseable {
    /// How long a host may take for anything.
    static final long PATIENCE_S = 180;

    /// Starts the line that is an answer: a JVM may print other things.
    static final String ANSWER = "answer ";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDED = "";

    private final String name;
    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private HostProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("answers of " + name).start(this::readAnswers);
    }

    /// Starts a host, which boots its design while this goes on. What it says of its troubles goes where this
    /// program says its own.
    static HostProcess start(ForkCommandLine commandLine, HostRequest request) {
        try {
            final Process process = new ProcessBuilder(commandLine.with("host", JSON.writeValueAsString(request)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new HostProcess(request.design() + " on " + request.cpus() + " CPUs", process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The line that a host prints.
    static String line(HostAnswer answer) {
        try {
            return ANSWER + JSON.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of numbers could not be written", impossible);
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                }
            }
        } catch (IOException gone) {
            // The same as its end.
        }
        answers.add(ENDED);
    }

    /// Has the host do something and waits for it.
    ///
    /// @throws IllegalStateException if it does not answer
    HostAnswer order(HostOrder order) throws InterruptedException {
        try {
            orders.write(JSON.writeValueAsString(order) + "\n");
            orders.flush();
            final String answer = answers.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (answer == null || answer.equals(ENDED)) {
                throw new IllegalStateException(name
                        + (answer == null ? " did not answer for " + PATIENCE_S + " s; it hangs" : " ended by itself"));
            }
            return JSON.readValue(answer, HostAnswer.class);
        } catch (IOException e) {
            throw new IllegalStateException(name + " could not be told what to do: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
