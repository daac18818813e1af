package anax.bench;

import anax.bench.net.StackAnswers;
import anax.bench.net.StackSheets;
import java.io.IOException;
import java.util.List;

/// What can be asked of a stack that runs.
///
/// Owner: nobody, it never changes.
enum NetLook {
    STAT("stat", "Shows what each CPU of a stack has counted: packets by what became of them, TCP, the device.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.counters(answer);
        }
    },

    ROUTE("route", "Shows the routes of a stack.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.routes(answer);
        }
    },

    NEIGH("neigh", "Shows the neighbours of a stack: each CPU learns its own.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.neighbors(answer);
        }
    },

    SS("ss", "Shows the sockets and connections of a stack, of TCP and UDP.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.sockets(answer);
        }
    };

    private final String word;
    private final String description;

    NetLook(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /// The command, which is also what the stack is asked for.
    String word() {
        return word;
    }

    /// What the command does, in a sentence.
    String description() {
        return description;
    }

    /// What a stack has answered, for people.
    abstract List<String> lines(StackAnswers.Answer answer) throws IOException;
}
