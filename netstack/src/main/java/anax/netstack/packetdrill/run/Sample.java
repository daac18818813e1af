package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Ends;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpState;
import java.util.Map;

/// What is known of the connection of a script at one moment.
///
/// Owner: the run of a script.
final class Sample {
    private final VirtualHost host;
    private final Conversation conversation;

    Sample(VirtualHost host, Conversation conversation) {
        this.host = host;
        this.conversation = conversation;
    }

    /// Names and values, for code.
    Map<String, Long> names() {
        final TcpEndpoint endpoint = conversation.opened() != null ? conversation.opened() : accepted();
        if (endpoint == null) {
            return InfoNames.of(stateWithoutSocket());
        }
        final TcpInfo info = new TcpInfo();
        endpoint.info(info);
        return InfoNames.of(info);
    }

    private TcpEndpoint accepted() {
        final Ends ends = conversation.dialogue().ends();
        final TcpEndpoint[] found = new TcpEndpoint[1];
        host.partition().tcp().forEach(endpoint -> {
            if (endpoint.localPort() == ends.localPort()
                    && endpoint.remotePort() == ends.remotePort()
                    && endpoint.remoteAddress().v4() == ends.remote()) {
                found[0] = endpoint;
            }
        });
        return found[0];
    }

    private TcpState stateWithoutSocket() {
        for (final TcpState state : TcpState.values()) {
            if (host.partition().tcp().count(state) > 0) {
                return state;
            }
        }
        return TcpState.CLOSED;
    }
}
