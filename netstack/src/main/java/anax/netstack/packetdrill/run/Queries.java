package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.Event;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.TcpListing;
import anax.netstack.tcp.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands that look at the stack's sockets or touch them: how many are in a state, which there are, and the end of
/// those that wait for nothing more.
///
/// Owner: the run of a script.
final class Queries {
    private static final Pattern COUNT = Pattern.compile(
            "sockstat\\b.*\\|\\s*grep\\s+-c\\s+\"?(\\w+)\"?\\s*\\|\\s*grep\\s+(?:-\\w\\s+)?\"?(\\d+)\"?\\s*");
    private static final Pattern DROP = Pattern.compile("tcpdrop\\s+(?:-\\w\\s+)*TIME_WAIT\\s*");
    private static final Pattern SS = Pattern.compile("(?<not>!\\s*)?(?:\\S*/)?ss\\s[^;&]*");
    private static final Pattern STAGES = Pattern.compile("\\|");
    private static final Map<String, TcpState> STATES = Map.of(
            "TIME_WAIT", TcpState.TIME_WAIT,
            "SYN_RCVD", TcpState.SYN_RECEIVED,
            "SYN_SENT", TcpState.SYN_SENT,
            "ESTABLISHED", TcpState.ESTABLISHED,
            "FIN_WAIT_1", TcpState.FIN_WAIT_1,
            "FIN_WAIT_2", TcpState.FIN_WAIT_2,
            "CLOSE_WAIT", TcpState.CLOSE_WAIT,
            "CLOSING", TcpState.CLOSING,
            "LAST_ACK", TcpState.LAST_ACK,
            "CLOSED", TcpState.CLOSED);

    private final VirtualHost host;

    Queries(VirtualHost host) {
        this.host = host;
    }

    /// Runs a command.
    ///
    /// @return how many assertions it held
    int run(Event event, CommandLine command) {
        final String text = command.text().strip();
        final Matcher count = COUNT.matcher(text);
        if (count.matches()) {
            count(event, command, count);
            return 1;
        }
        if (DROP.matcher(text).matches()) {
            host.partition().tcp().dropTimeWaits();
            return 0;
        }
        final Matcher list = SS.matcher(text);
        if (list.matches()) {
            return list(event, command, list.group("not") != null);
        }
        throw new UnsupportedException(event.at(), "command `" + text + "`");
    }

    /// True if a command is one of these.
    static boolean isMeant(CommandLine command) {
        final String text = command.text().strip();
        return text.startsWith("sockstat")
                || text.startsWith("tcpdrop")
                || SS.matcher(text).matches();
    }

    /// Lists sockets. Only where a `grep` stands at its end does that say yes or no.
    private int list(Event event, CommandLine command, boolean not) {
        final String text = command.text().strip();
        final List<String> stages = List.of(STAGES.split(not ? text.substring(1) : text));
        final List<TcpListing> all = new ArrayList<>();
        host.partition().tcp().list(Long.MAX_VALUE, all::add);
        final List<String> lines = new SocketList(command, Pipeline.words(stages.getFirst())).lines(all);
        final Pipeline pipeline = new Pipeline(command, stages.subList(1, stages.size()));
        final List<String> left = pipeline.run(lines);
        if (!pipeline.asserts()) {
            return 0;
        }
        if (pipeline.matched() == not) {
            final String got = lines.isEmpty() ? "no socket" : String.join(" / ", lines);
            throw new Mismatch(event.at(), Notation.of(command), got + "; left of that: " + left, List.of());
        }
        return 1;
    }

    private void count(Event event, CommandLine command, Matcher query) {
        final TcpState state = STATES.get(query.group(1));
        if (state == null) {
            throw new UnsupportedException(event.at(), "state " + query.group(1) + " in `" + command.text() + "`");
        }
        final long wanted = Long.parseLong(query.group(2));
        final long got = host.partition().tcp().count(state);
        if (wanted != got) {
            throw new Mismatch(event.at(), Notation.of(command), got + " sockets in " + query.group(1), List.of());
        }
    }
}
