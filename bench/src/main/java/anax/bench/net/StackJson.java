package anax.bench.net;

import anax.netstack.inspect.StackTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What stacks answered as JSON: `{"stacks": [{"pid", "interfaces": [{...}], TABLE: [{...}], "omitted"}]}`, each row
/// with its columns' names; what there is nothing to say of is null.
///
/// Owner: nobody; stateless. Allocates.
public final class StackJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StackJson() {}

    /// The answers as text of several lines.
    public static String of(List<StackAnswers.Answer> answers) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode stacks = root.putArray("stacks");
        for (StackAnswers.Answer answer : answers) {
            ObjectNode stack = stacks.addObject().put("pid", answer.pid());
            answer.tables().forEach(table -> rows(stack.putArray(table.name()), table));
            stack.put(
                    "omitted",
                    answer.tables().stream().mapToLong(StackTable::omitted).sum());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers could not be written", impossible);
        }
    }

    private static void rows(ArrayNode array, StackTable table) {
        for (List<String> row : table.rows()) {
            ObjectNode node = array.addObject();
            for (int i = 0; i < row.size(); i++) {
                StackTable.Column column = table.columns().get(i);
                if (row.get(i).isEmpty()) {
                    node.putNull(column.name());
                } else if (column.isNumber()) {
                    node.put(column.name(), Long.parseLong(row.get(i)));
                } else {
                    node.put(column.name(), row.get(i));
                }
            }
        }
    }
}
