package anax.runtime.inspect;

import java.io.IOException;
import java.util.List;

/// Something that runs on a machine and can be asked about beside the machine's threads.
///
/// Owner: whoever made it; the inspector's thread asks it, one question at a time.
public interface InspectionTopic {
    /// What clients call it: one word.
    String name();

    /// Answers a question.
    ///
    /// @param detail what is asked for: one word of the topic's own
    /// @return lines of fields, whatever characters these have
    /// @throws IOException          if there is no answer; the message says why, in a sentence for people
    /// @throws InterruptedException if the inspector was closed meanwhile
    List<List<String>> answer(String detail) throws IOException, InterruptedException;
}
