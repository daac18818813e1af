package anax.bench.net;

import anax.netstack.inspect.StackTable;
import anax.netstack.inspect.StackTopic;
import anax.runtime.inspect.InspectionClient;
import anax.runtime.inspect.InspectionFolder;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the stacks in this user's processes answer to a question.
///
/// Owner: nobody; immutable.
///
/// @param answers of the stacks, by process
/// @param refusals one sentence for each that did not answer
public record StackAnswers(List<Answer> answers, List<String> refusals) {
    /// What one stack told.
    ///
    /// @param pid    its process
    /// @param tables the tables that were asked for, that of its interfaces first
    public record Answer(long pid, List<StackTable> tables) {
        /// A table by its name.
        ///
        /// @throws IOException if it is none of those
        public StackTable table(String name) throws IOException {
            return tables.stream()
                    .filter(table -> table.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("process " + pid + " told nothing of " + name));
        }
    }

    /// Asks all stacks, or those of one process. Machines without a stack are passed over, as is what a killed
    /// process left behind.
    ///
    /// @param detail as of [StackTopic]
    /// @throws IOException if the folder cannot be trusted
    public static StackAnswers of(InspectionFolder folder, InspectionClient client, Optional<Long> pid, String detail)
            throws IOException {
        List<Answer> answers = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Map.Entry<Path, Long> socket : folder.sockets().entrySet()) {
            if (pid.isEmpty() || pid.get().equals(socket.getValue())) {
                try {
                    Optional<List<List<String>>> lines = client.ask(socket.getKey(), StackTopic.NAME, detail);
                    if (lines.isPresent()) {
                        answers.add(new Answer(socket.getValue(), StackTable.read(lines.get())));
                    }
                } catch (ConnectException nobody) {
                    // What a killed process left behind.
                } catch (IOException failed) {
                    refusals.add("process " + socket.getValue() + " could not be asked: " + failed.getMessage());
                }
            }
        }
        return new StackAnswers(answers, refusals);
    }
}
