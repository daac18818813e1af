package anax.runtime.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the wire says of a topic.
///
/// Owner: nobody; stateless. Allocates.
final class TopicAnswer {
    private static final String SERVED = "topic";
    private static final String UNSERVED = "unserved";

    private TopicAnswer() {}

    /// The answer that lines of fields are.
    static String written(String topic, List<List<String>> lines) throws IOException {
        StringBuilder text = begun(SERVED, topic);
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                text.append(i == 0 ? "" : "\t").append(WireFormat.escaped(line.get(i)));
            }
            text.append('\n');
            if (text.length() > WireFormat.MOST_ANSWER / 4) { // of which each character may take three octets
                throw new IOException("the answer about " + topic + " is too long to be sent");
            }
        }
        return text.append(WireFormat.END).append('\n').toString();
    }

    /// The answer of an inspector that knows of no such topic.
    static String unserved(String topic) {
        return begun(UNSERVED, topic).append(WireFormat.END).append('\n').toString();
    }

    /// The lines of an answer; nothing if the topic is not served there.
    ///
    /// @throws IOException if it is an error's sentence, or no answer at all
    static Optional<List<List<String>>> read(String answer, String topic) throws IOException {
        List<String> lines = WireFormat.linesOf(answer);
        List<List<String>> read = new ArrayList<>();
        for (String line : lines) {
            read.add(Arrays.stream(line.split("\t", -1))
                    .map(WireFormat::unescaped)
                    .toList());
        }
        List<String> first = read.isEmpty() ? List.of() : read.getFirst();
        if (first.size() > 1 && first.getFirst().equals(WireFormat.ERROR)) {
            throw new IOException(first.get(1));
        }
        if (first.equals(List.of(UNSERVED, topic))) {
            return Optional.empty();
        }
        if (!first.equals(List.of(SERVED, topic))) {
            throw new IOException("its answer is not about " + topic);
        }
        return Optional.of(List.copyOf(read.subList(1, read.size())));
    }

    private static StringBuilder begun(String kind, String topic) {
        return new StringBuilder(WireFormat.VERSION)
                .append('\n')
                .append(kind)
                .append('\t')
                .append(WireFormat.escaped(topic))
                .append('\n');
    }
}
