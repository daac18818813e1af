package anax.netstack.socket;

import anax.netstack.stack.StackMessage;
import anax.runtime.AbortMessage;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Port;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// A request that its originator can ask back when time is up, so that it always comes home, and a thread waits for
/// that only.
///
/// Owner: as every [StackMessage]; it is made once and sent again and again. Allocates a timer when it first has a
/// deadline.
abstract class TimedRequest extends StackMessage implements TimerHandler {
    private Timer timeout; // of a lightweight thread, at home

    TimedRequest() {
        abortable(AbortMessage.GUARANTEED);
    }

    /// Goes to a partition and waits for the answer. For lightweight threads.
    ///
    /// @param untilNs when to ask for it back; [Long#MAX_VALUE] for never
    /// @return the result, or [anax.runtime.Message#ABORTED] if time was up
    final int exchange(Port target, long untilNs) {
        final Port own = Lwkt.current().port();
        target.sendMessage(replyTo(own));
        if (untilNs == Long.MAX_VALUE) {
            return own.waitReply(this);
        }
        if (timeout == null) {
            timeout = new Timer(this, 0);
        }
        Cpu.current().timers().schedule(timeout, untilNs); // not before it is under way, or it could not be asked back
        final int result = own.waitReply(this);
        Cpu.current().timers().cancel(timeout);
        return result;
    }

    @Override
    public final void onTimer(Timer timer, long nowNs) {
        abortMessage();
    }
}
