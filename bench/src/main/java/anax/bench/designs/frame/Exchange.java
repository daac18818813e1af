package anax.bench.designs.frame;

import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.tcp.TcpResult;
import anax.netstack.tcp.TcpState;

/// One connection of the request service: a request that says how long it is, and an answer as long as it asks for,
/// again and again.
///
/// Owner: that of the engine, but for [#next], which belongs to whoever holds it in a queue. Allocates when made.
/// Never blocks: what a connection has no room for waits for it. One request is under way at a time; a peer that
/// sends more, or something else, is reset.
///
/// ```
/// octets 0       4       8               12             16
///        | flow  | mark  | request's length | answer's length | anything ...
/// ```
///
/// An answer begins with what its request began with.
public final class Exchange implements TcpEvents {
    /// Octets that a request and an answer begin with.
    public static final int HEAD = 16;

    /// Where a head says whose it is; for the client alone.
    public static final int FLOW = 0;

    /// Where a head says that it is one.
    public static final int MARK = 4;

    /// What it says there.
    public static final int MARK_VALUE = 0x71756572;

    /// Where a head says how long the request is, itself included.
    public static final int REQUEST = 8;

    /// Where a head says how long the answer is to be, itself included.
    public static final int ANSWER = 12;

    Exchange next;

    private final Exchanges service;
    private final TcpEndpoint endpoint;
    private long flowAndMark;
    private int request;
    private int answer;
    private int toRead;
    private int toWrite;
    private int written;
    private boolean isServed;

    Exchange(Exchanges service, TcpEndpoint endpoint) {
        this.service = service;
        this.endpoint = endpoint;
    }

    /// Which of the engines it belongs to, as they were numbered when they were told to serve.
    public int engine() {
        return service.engine();
    }

    /// What an application does while its work lasts is not disturbed: [#answer] looks for what came meanwhile.
    @Override
    public void onEvents(TcpEndpoint ready, int events) {
        if (!isServed) {
            goOn();
        }
    }

    /// The application is done with the request, and the answer may go.
    public void answer() {
        isServed = false;
        beginAnswer();
        goOn();
    }

    private void beginAnswer() {
        toWrite = answer;
        written = 0;
    }

    private void goOn() {
        if (endpoint.hasError() || endpoint.state() == TcpState.CLOSED) {
            endpoint.close();
            return;
        }
        while (writeRest() && readRest()) {
            if (!service.isServedAtOnce(this)) {
                isServed = true;
                return;
            }
            beginAnswer();
        }
    }

    /// @return true if nothing is left to be written
    private boolean writeRest() {
        while (toWrite > 0) {
            if (written == 0) {
                service.head(flowAndMark, request, answer);
            }
            final int count = service.write(endpoint, written, toWrite);
            if (count <= 0) {
                return false; // an event says when there is room
            }
            written += count;
            toWrite -= count;
        }
        return true;
    }

    /// @return true if a whole request has been read
    private boolean readRest() {
        do {
            final int count = service.read(endpoint);
            if (count <= 0) {
                if (count != TcpResult.WOULD_BLOCK) {
                    endpoint.close();
                }
                return false;
            }
            if (toRead == 0 && !begin(count)) {
                endpoint.abort();
                return false;
            }
            toRead -= count;
        } while (toRead > 0);
        if (toRead < 0) {
            endpoint.abort();
        }
        return toRead == 0;
    }

    /// A request begins.
    ///
    /// @return false if it is none
    private boolean begin(int count) {
        if (count < HEAD || !service.isHead()) {
            return false;
        }
        flowAndMark = service.flowAndMark();
        request = service.request();
        answer = service.answer();
        toRead = request;
        return request >= HEAD && answer >= HEAD;
    }
}
