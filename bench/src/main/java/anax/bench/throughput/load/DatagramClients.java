package anax.bench.throughput.load;

import anax.netstack.packet.Packet;

/// Clients that send datagrams, and get them back.
///
/// Owner: as of all [Clients]. They keep nothing of a request: all that has to be known stands in it. Any of them may
/// send at any time, however many are under way.
final class DatagramClients extends Clients {
    private final Desk desk;
    private final Flows flows;
    private final RequestFrame frame;
    private final int[] turns;
    private int turn;

    DatagramClients(Desk desk, int index, Flows flows, int payload) {
        this.desk = desk;
        this.flows = flows;
        frame = new RequestFrame(payload);
        turns = flows.turns(index);
    }

    @Override
    boolean begin(long dueNs) {
        final Packet packet = desk.packet(frame.length());
        if (packet == null) {
            return false;
        }
        final int flow = turns[turn];
        turn = turn + 1 & turns.length - 1;
        frame.write(packet, flow, flows.address(flow), flows.port(flow), dueNs);
        packet.arrivedNs(dueNs);
        desk.emit(packet);
        return true;
    }

    @Override
    void goOn(long nowNs, boolean ending) {}

    @Override
    boolean take(Packet packet, long nowNs) {
        final int flow = frame.flowOf(packet);
        if (flow < 0) {
            desk.foreign();
            return true;
        }
        if (flow >= flows.count()
                || RequestFrame.address(packet) != flows.address(flow)
                || RequestFrame.port(packet) != flows.port(flow)) {
            desk.wrong();
        }
        desk.answered(RequestFrame.dueNs(packet));
        return true;
    }

    @Override
    boolean isFree() {
        return turns.length > 0;
    }
}
