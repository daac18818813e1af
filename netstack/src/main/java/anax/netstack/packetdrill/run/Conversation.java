package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Dialogue;
import anax.netstack.packetdrill.match.Ends;
import anax.netstack.packetdrill.match.LiveBody;
import anax.netstack.packetdrill.match.LivePacket;
import anax.netstack.packetdrill.match.Numbering;
import anax.netstack.packetdrill.match.Stamps;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.tcp.TcpEndpoint;

/// The one connection that a script speaks of: the last one that was opened, from either side.
///
/// Owner: the run of a script. Until something is opened it is one between the script's port and the stack's port.
final class Conversation {
    private static final int FIRST_REMOTE_PORT = 40_000;

    private final int local;
    private final int remote;
    private final boolean scaledEcho;
    private Dialogue dialogue;
    private int nextRemotePort = FIRST_REMOTE_PORT;
    private boolean listening; // a listener waits for its next peer
    private int listeningPort;
    private TcpEndpoint opened; // actively; null if none is

    Conversation(int local, int remote, int port, boolean scaledEcho) {
        this.local = local;
        this.remote = remote;
        this.scaledEcho = scaledEcho;
        dialogue = between(port, nextRemotePort++);
    }

    private Dialogue between(int localPort, int remotePort) {
        return new Dialogue(new Ends(local, localPort, remote, remotePort), new Numbering(), new Stamps(scaledEcho));
    }

    /// Between which ends, in which numbers.
    Dialogue dialogue() {
        return dialogue;
    }

    /// A listener waits: what is injected next comes from a new peer.
    void listens(int port) {
        listening = true;
        listeningPort = port;
    }

    /// An endpoint opens a connection.
    void opens(TcpEndpoint endpoint) {
        listening = false;
        opened = endpoint;
        dialogue = between(endpoint.localPort(), endpoint.remotePort());
    }

    /// A UDP socket has another port, or another peer.
    ///
    /// @param remotePort 0 for one that the script chooses
    void speaks(int localPort, int remotePort) {
        listening = false;
        dialogue = between(localPort, remotePort == 0 ? nextRemotePort++ : remotePort);
    }

    /// The endpoint that opened it; null if the peer did.
    TcpEndpoint opened() {
        return opened;
    }

    /// The connection that a packet belongs to which is injected.
    Dialogue onInbound(PacketLine line) {
        if (line.ports().isPresent()) {
            return named(line, line.ports().orElseThrow());
        }
        if (listening && line.body() instanceof PacketBody.Tcp) {
            listening = false;
            opened = null;
            dialogue = between(listeningPort, nextRemotePort++);
        }
        return dialogue;
    }

    private Dialogue named(PacketLine line, PacketLine.Ports ports) {
        final Ends ends = new Ends(local, ports.destination(), remote, ports.source());
        final boolean opens = line.body() instanceof PacketBody.Tcp tcp
                && (tcp.flags().bits() & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN;
        if (opens && !ends.equals(dialogue.ends())) {
            listening = false;
            opened = null;
            dialogue = between(ports.destination(), ports.source());
        }
        return dialogue.between(ends);
    }

    /// The same as a packet sees it that the script expects.
    Dialogue onOutbound(PacketLine line) {
        return line.ports()
                .map(ports -> dialogue.between(new Ends(local, ports.source(), remote, ports.destination())))
                .orElse(dialogue);
    }

    /// Whether the script sees a packet that left: those of other connections it does not.
    boolean concerns(LivePacket packet, Dialogue expected) {
        return switch (packet.body()) {
            case LiveBody.Tcp _, LiveBody.Udp _ -> packet.ends().equals(expected.ends());
            case LiveBody.Icmp _, LiveBody.Other _ -> true;
        };
    }
}
