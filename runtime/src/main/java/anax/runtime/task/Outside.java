package anax.runtime.task;

import anax.runtime.ForeignPort;
import anax.runtime.Message;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// How an ordinary Java thread waits at a gate: it sends a request from a port of its own, and parks.
///
/// Owner: the thread that waits. Allocates a port and a request each time.
final class Outside {
    private Outside() {}

    /// Has a gate's home handle a request, and waits for the answer.
    ///
    /// @return the request, home again
    /// @throws java.util.concurrent.CancellationException if the machine stops before there is an answer
    static Request perform(Gate gate, int operation, long amount, Object item) {
        final Request request = new Request(null);
        request.replyTo(new ForeignPort(1));
        request.set(gate, operation, amount, item);
        gate.port().doMessage(request);
        return request;
    }

    /// The same, but not for longer than allowed. For what can be asked for again: if the caller is interrupted
    /// the answer is dropped.
    ///
    /// @throws TimeoutException if there was no answer in time
    /// @throws InterruptedException if the caller was interrupted
    static Request perform(Gate gate, int operation, Duration timeout) throws TimeoutException, InterruptedException {
        final ForeignPort port = new ForeignPort(1);
        final Request request = new Request(null);
        request.set(gate, operation, 0, null);
        try {
            port.doMessage(gate.port(), request, timeout);
        } catch (TimeoutException late) {
            if (port.waitReply(request) == Message.ABORTED) { // else the answer came while it was asked back
                throw late;
            }
        } catch (InterruptedException end) {
            port.waitReply(request);
            throw end;
        }
        return request;
    }
}
