package anax.bench;

import anax.bench.net.StackAnswers;
import anax.bench.net.StackSheets;
import java.io.IOException;
import java.util.List;

/// What can be asked of a stack that runs.
///
/// Owner: nobody, it never changes.
enum NetLook {
    STAT(
            "stat",
            "Shows what each CPU of a stack has counted: packets by what became of them, TCP, the device.",
            "What no CPU has counted is left out; --json has all but reasons of drops that never were.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.counters(answer);
        }
    },

    ROUTE(
            "route",
            "Shows the routes of a stack.",
            "SOURCE: the address that is sent from. MTU: the route's own, if it has one.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.routes(answer);
        }
    },

    NEIGH(
            "neigh",
            "Shows the neighbours of a stack: each CPU learns its own.",
            "STATE is known, asked (for the first time) or probed (is it still there?).",
            "ASKED: how often since it answered. WAITING: packets that wait for the answer.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.neighbors(answer);
        }
    },

    SS(
            "ss",
            "Shows the sockets and connections of a stack, of TCP and UDP.",
            "RECV-Q: octets that nobody has read; of a listener, connections that nobody has",
            "accepted. SEND-Q: octets that the peer has not acknowledged; of a listener, how",
            "many connections may wait. CPU: the one that owns the socket; a listener stands",
            "on each. CWND: the congestion window in segments. RETRANS: segments that were",
            "sent again. DROPPED: datagrams that found the queue full. --json tells more.") {
        @Override
        List<String> lines(StackAnswers.Answer answer) throws IOException {
            return StackSheets.sockets(answer);
        }
    };

    private final String word;
    private final String description;
    private final String explanation;

    NetLook(String word, String description, String... explanation) {
        this.word = word;
        this.description = description;
        this.explanation = String.join("\n", explanation);
    }

    /// The command, which is also what the stack is asked for.
    String word() {
        return word;
    }

    /// What the command does, in a sentence.
    String description() {
        return description;
    }

    /// What the columns mean, in lines.
    List<String> explanation() {
        return explanation.lines().toList();
    }

    /// What a stack has answered, for people.
    abstract List<String> lines(StackAnswers.Answer answer) throws IOException;
}
