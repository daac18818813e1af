package anax.bench.throughput.load;

import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpHeader;

/// Clients with a connection each, which speak just enough TCP: they open it, send requests in segments, take answers
/// in the order of their octets, acknowledge them, and close it.
///
/// Owner: as of all [Clients]. They lose nothing, so they repeat nothing; what the server repeats they acknowledge
/// once more, and anything else that does not fit is wrong. They acknowledge two full segments at once, and what an
/// answer leaves by their next request, or after [#ACK_DELAY_NS] if that has not come: as hosts do. A client has one
/// request under way.
///
/// | state | what it waits for |
/// |---|---|
/// | CLOSED, FREE | its turn, without and with a connection |
/// | OPENING, ANSWERING, FINISHING | the server |
/// | SYN, ESTABLISH, REQUEST, FIN, LAST_ACK | its frame's turn, in [#due] |
final class TcpClients extends Clients {
    private static final byte CLOSED = 0;
    private static final byte FREE = 1;
    private static final byte SYN = 2;
    private static final byte OPENING = 3;
    private static final byte ESTABLISH = 4;
    private static final byte REQUEST = 5;
    private static final byte ANSWERING = 6;
    private static final byte FIN = 7;
    private static final byte FINISHING = 8;
    private static final byte LAST_ACK = 9;

    private static final long ACK_DELAY_NS = 40_000_000;
    private static final int ACK_EVERY = 2 * SegmentFrame.MSS;
    private static final int MOST_DELAYED = 1 << 16;
    private static final int MOST_OPENING = 64;
    private static final int MOST_TRIES = 256;

    // A note's first number: flow, flags, octets of payload, and whether these begin with the head of an answer.
    private static final int HEADED_SHIFT = 60;
    private static final int FLOW_SHIFT = 32;
    private static final int FLAGS_SHIFT = 20;
    private static final int FLAGS_MASK = 0xFF;
    private static final int OCTETS_MASK = 0xFFFFF;

    private final Desk desk;
    private final int index;
    private final LoadLink link;
    private final Flows flows;
    private final Traffic traffic;
    private final boolean offloads;
    private final SegmentFrame frame = new SegmentFrame();
    private final int[] turns;
    private final int[] own;
    private final Shape[] shapes = new Shape[Job.values().length];

    // By a client's place among those of this queue.
    private final byte[] states;
    private final byte[] jobs;
    private final boolean[] isDue;
    private final int[] sndNxt;
    private final int[] rcvNxt;
    private final int[] acknowledged;
    private final int[] left;
    private final int[] delayedAt;
    private final long[] dueNs;

    private final IntRing due;
    private final IntRing delayed;
    private final long[] delayedUntilNs = new long[MOST_DELAYED];
    private int turn;
    private int operations;
    private int free;
    private int opening;
    private int opened;
    private int nextToOpen;

    /// What an operation of some job is. Owner: nobody; immutable.
    private record Shape(int request, int answer, boolean closes) {}

    /// @param offloads whether the device takes and brings segments joined
    TcpClients(Desk desk, int index, LoadLink link, Flows flows, Traffic traffic, boolean offloads) {
        this.desk = desk;
        this.index = index;
        this.link = link;
        this.flows = flows;
        this.traffic = traffic;
        this.offloads = offloads;
        turns = flows.turns(index);
        own = flows.ofQueue(index);
        for (Job job : Job.values()) {
            shapes[place(job)] = new Shape(job.request(traffic), job.answer(traffic), job == Job.TCP_CRR);
        }
        final int count = own.length;
        states = new byte[count];
        jobs = new byte[count];
        isDue = new boolean[count];
        sndNxt = new int[count];
        rcvNxt = new int[count];
        acknowledged = new int[count];
        left = new int[count];
        delayedAt = new int[count];
        dueNs = new long[count];
        due = new IntRing(count);
        delayed = new IntRing(MOST_DELAYED);
        free = count;
    }

    @SuppressWarnings("EnumOrdinal") // places in an array, within one run of the program
    private static int place(Job job) {
        return job.ordinal();
    }

    // What begins.

    @Override
    boolean begin(long operationDueNs) {
        if (free == 0) {
            return false;
        }
        for (int tries = Math.min(MOST_TRIES, turns.length); tries > 0; tries--) {
            final int client = flows.place(turns[turn]);
            turn = turn + 1 & turns.length - 1;
            final byte state = states[client];
            if (state == FREE || state == CLOSED) {
                begin(client, state, operationDueNs);
                return true;
            }
        }
        return false;
    }

    private void begin(int client, byte state, long operationDueNs) {
        final Job job = traffic.job().nth(operations++);
        jobs[client] = (byte) place(job);
        dueNs[client] = operationDueNs;
        left[client] = shapes[jobs[client]].request();
        states[client] = state == FREE ? REQUEST : SYN;
        free--;
        act(client);
    }

    @Override
    void open() {
        while (nextToOpen < own.length && opening < MOST_OPENING) {
            final int client = nextToOpen;
            if (states[client] == CLOSED) {
                states[client] = SYN;
                left[client] = 0;
                free--;
                opening++;
                if (!act(client)) {
                    nextToOpen++;
                    return;
                }
            } else {
                opened++;
            }
            nextToOpen++;
        }
    }

    @Override
    int opened() {
        return opened;
    }

    // What is due.

    @Override
    void goOn(long nowNs, boolean ending) {
        for (int from = 0; from < flows.cpus(); from++) {
            if (from != index) {
                readNotes(link.notes(from, index), nowNs);
            }
        }
        while (!due.isEmpty()) {
            final int client = due.first();
            if (!send(client)) {
                return;
            }
        }
        while (!delayed.isEmpty() && (ending || delayedUntilNs[slotOfDelayed()] - nowNs <= 0)) {
            if (!endDelay()) {
                return;
            }
        }
    }

    private void readNotes(Notes notes, long nowNs) {
        while (notes.poll()) {
            final long what = notes.first();
            final long numbers = notes.second();
            onSegment(
                    flows.place((int) (what >>> FLOW_SHIFT) & OCTETS_MASK),
                    (int) (what >>> FLAGS_SHIFT) & FLAGS_MASK,
                    (int) what & OCTETS_MASK,
                    (int) (numbers >>> Integer.SIZE),
                    (int) numbers,
                    what >>> HEADED_SHIFT != 0,
                    nowNs);
        }
    }

    /// Has a client send now, or when it is its turn.
    ///
    /// @return false if that is later
    private boolean act(int client) {
        final boolean isFirst = due.isEmpty() && !isDue[client];
        later(client);
        while (isFirst && !due.isEmpty()) {
            if (!send(due.first())) {
                return false;
            }
        }
        return isFirst;
    }

    private void later(int client) {
        if (!isDue[client]) {
            isDue[client] = true;
            due.add(client);
        }
    }

    /// Sends one frame of the client that is first.
    ///
    /// @return false if there is no packet for it
    private boolean send(int client) {
        return switch (states[client]) {
            case SYN -> sendSyn(client);
            case REQUEST -> sendRequest(client);
            case ESTABLISH, FREE, ANSWERING, FIN, FINISHING, LAST_ACK -> sendBare(client);
            default -> {
                done(client);
                yield true;
            }
        };
    }

    private void done(int client) {
        isDue[client] = false;
        due.removeFirst();
    }

    private boolean sendSyn(int client) {
        final Packet packet = desk.packet(SegmentFrame.synLength());
        if (packet == null) {
            return false;
        }
        final int flow = own[client];
        frame.syn(
                packet,
                flows.address(flow),
                Flows.SERVER,
                flows.port(flow),
                Flows.SERVER_PORT,
                sndNxt[client]++,
                0,
                TcpHeader.SYN);
        states[client] = OPENING;
        done(client);
        desk.emit(packet);
        return true;
    }

    private boolean sendRequest(int client) {
        final Shape shape = shapes[jobs[client]];
        final int octets = offloads ? left[client] : Math.min(left[client], SegmentFrame.MSS);
        final Packet packet = desk.packet(SegmentFrame.length(octets));
        if (packet == null) {
            return false;
        }
        final int at = shape.request() - left[client];
        left[client] -= octets;
        final boolean isLast = left[client] == 0;
        segment(packet, client, isLast ? TcpHeader.ACK | TcpHeader.PSH : TcpHeader.ACK, at, octets);
        if (at == 0) {
            SegmentFrame.head(packet, own[client], shape.request(), shape.answer());
        }
        if (octets > SegmentFrame.MSS) {
            packet.gso(Packet.GSO_TCP4, SegmentFrame.MSS);
        }
        sndNxt[client] += octets;
        if (isLast) {
            states[client] = ANSWERING;
            left[client] = shape.answer();
            done(client);
        }
        desk.emit(packet);
        return true;
    }

    /// A segment without octets: an acknowledgment, or a FIN.
    private boolean sendBare(int client) {
        final Packet packet = desk.packet(SegmentFrame.length(0));
        if (packet == null) {
            return false;
        }
        final boolean isFin = states[client] == FIN;
        segment(packet, client, isFin ? TcpHeader.ACK | TcpHeader.FIN : TcpHeader.ACK, 0, 0);
        sndNxt[client] += isFin ? 1 : 0;
        if (states[client] == ESTABLISH && left[client] > 0) {
            states[client] = REQUEST; // and is the first still
        } else {
            afterBare(client);
            done(client);
        }
        desk.emit(packet);
        return true;
    }

    private void afterBare(int client) {
        switch (states[client]) {
            case ESTABLISH -> {
                states[client] = FREE;
                free++;
                opening--;
                opened++;
            }
            case FIN -> states[client] = FINISHING;
            case LAST_ACK -> {
                states[client] = CLOSED;
                free++;
            }
            default -> {}
        }
    }

    private void segment(Packet packet, int client, int flags, int at, int octets) {
        final int flow = own[client];
        acknowledged[client] = rcvNxt[client];
        frame.segment(packet, flows.address(flow), flows.port(flow), sndNxt[client], rcvNxt[client], flags, at, octets);
    }

    // What comes.

    @Override
    boolean take(Packet packet, long nowNs) {
        if (!frame.wrap(packet) || !frame.isOfServer(packet)) {
            desk.foreign();
            return true;
        }
        final TcpHeader tcp = frame.tcp();
        final int flow = flows.flowOf(SegmentFrame.dst(packet), tcp.dstPort());
        if (flow < 0) {
            desk.wrong();
            return true;
        }
        final boolean isHeaded = frame.isHeadOf(packet, flow);
        final int to = flows.entry(flow);
        if (to == index) {
            onSegment(flows.place(flow), tcp.flags(), tcp.payloadLength(), tcp.seq(), tcp.ack(), isHeaded, nowNs);
            return true;
        }
        final long what = (isHeaded ? 1L << HEADED_SHIFT : 0)
                | (long) flow << FLOW_SHIFT
                | (long) tcp.flags() << FLAGS_SHIFT
                | tcp.payloadLength();
        desk.noted(to);
        return link.notes(index, to).offer(what, (long) tcp.seq() << Integer.SIZE | Integer.toUnsignedLong(tcp.ack()));
    }

    private void onSegment(int client, int flags, int octets, int seq, int ack, boolean isHeaded, long nowNs) {
        if ((flags & TcpHeader.RST) != 0) {
            desk.wrong();
        } else if ((flags & TcpHeader.SYN) != 0) {
            onSyn(client, seq, ack);
        } else {
            if (octets > 0) {
                onOctets(client, octets, seq, ack, isHeaded, nowNs);
            }
            if ((flags & TcpHeader.FIN) != 0) {
                onFin(client, seq + octets);
            }
        }
    }

    private void onSyn(int client, int seq, int ack) {
        if (states[client] == OPENING && ack == sndNxt[client]) {
            rcvNxt[client] = seq + 1;
            states[client] = ESTABLISH;
            later(client);
        } else {
            onRepeated(client, seq);
        }
    }

    private void onOctets(int client, int octets, int seq, int ack, boolean isHeaded, long nowNs) {
        if (seq != rcvNxt[client]) {
            onRepeated(client, seq);
            return;
        }
        final int answer = shapes[jobs[client]].answer();
        if (states[client] != ANSWERING
                || octets > left[client]
                || ack != sndNxt[client]
                || isHeaded != (left[client] == answer)) {
            desk.wrong();
            return;
        }
        rcvNxt[client] += octets;
        left[client] -= octets;
        if (left[client] == 0) {
            onAnswer(client, nowNs);
        } else if (rcvNxt[client] - acknowledged[client] >= ACK_EVERY) {
            later(client);
        }
    }

    private void onAnswer(int client, long nowNs) {
        if (shapes[jobs[client]].closes()) {
            states[client] = FIN;
            later(client);
            return;
        }
        states[client] = FREE;
        free++;
        delayAck(client, nowNs);
        desk.answered(dueNs[client]);
    }

    private void onFin(int client, int seq) {
        if (states[client] == FINISHING && seq == rcvNxt[client]) {
            rcvNxt[client]++;
            states[client] = LAST_ACK;
            later(client);
            desk.answered(dueNs[client]);
        } else {
            onRepeated(client, seq);
        }
    }

    /// A server that has not heard of an acknowledgment says so; what was never said before is wrong.
    private void onRepeated(int client, int seq) {
        if (seq - rcvNxt[client] >= 0) {
            desk.wrong();
            return;
        }
        if (states[client] == FREE || states[client] == ANSWERING) {
            later(client);
        }
    }

    // Acknowledgments that are put off.

    private void delayAck(int client, long nowNs) {
        if (delayed.isFull()) {
            endDelayAtOnce();
        }
        delayedAt[client] = delayed.added();
        delayedUntilNs[delayed.added() & MOST_DELAYED - 1] = nowNs + ACK_DELAY_NS;
        delayed.add(client);
    }

    private int slotOfDelayed() {
        return delayed.removed() & MOST_DELAYED - 1;
    }

    private boolean isStillOwed(int client) {
        return delayedAt[client] == delayed.removed()
                && states[client] == FREE
                && acknowledged[client] != rcvNxt[client];
    }

    /// The delay of the oldest is over.
    ///
    /// @return false if there is no packet for it
    private boolean endDelay() {
        final int client = delayed.first();
        if (isStillOwed(client) && !isDue[client]) {
            final Packet packet = desk.packet(SegmentFrame.length(0));
            if (packet == null) {
                return false;
            }
            segment(packet, client, TcpHeader.ACK, 0, 0);
            delayed.removeFirst();
            desk.emit(packet);
        } else {
            delayed.removeFirst();
        }
        return true;
    }

    private void endDelayAtOnce() {
        final int client = delayed.first();
        if (isStillOwed(client)) {
            later(client);
        }
        delayed.removeFirst();
    }

    @Override
    boolean isFree() {
        return free > 0;
    }

    @Override
    boolean isOwing() {
        return hasDue() || !delayed.isEmpty();
    }

    @Override
    boolean hasDue() {
        return !due.isEmpty() || hasNotes();
    }

    private boolean hasNotes() {
        for (int from = 0; from < flows.cpus(); from++) {
            if (from != index && !link.notes(from, index).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    long deadlineNs() {
        return delayed.isEmpty() ? Long.MAX_VALUE : delayedUntilNs[slotOfDelayed()];
    }
}
