package anax.netstack.socket;

import anax.netstack.stack.StackMessage;
import anax.runtime.Cpu;
import anax.runtime.ForeignPort;
import anax.runtime.MachineStoppedException;
import anax.runtime.Message;
import anax.runtime.Port;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/// What an ordinary Java thread, platform or virtual, needs to ask stacks for something: a port, and one request of
/// each kind that it uses again and again.
///
/// Owner: the thread. Allocates when the thread first uses a blocking socket, some 2 KiB that go with the thread.
/// Blocks it until the request is home. Bound: one request at a time, for the thread waits for it.
final class ForeignCaller {
    /// For waits without end, as [ForeignPort] counts: far off, but not past what a clock can tell.
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final ThreadLocal<ForeignCaller> OF_THREAD = new ThreadLocal<>();

    private final ForeignPort port = new ForeignPort(1);
    private final CopyingReceive receive = new CopyingReceive();
    private final CopyingSend send = new CopyingSend();
    private final TcpRead tcpRead = new TcpRead();
    private final TcpWrite tcpWrite = new TcpWrite();

    private ForeignCaller() {}

    /// That of the calling thread.
    ///
    /// @throws IllegalStateException if that is a lightweight one
    static ForeignCaller here() {
        if (Cpu.currentOrNull() != null) {
            throw new IllegalStateException("a lightweight thread of " + Cpu.currentOrNull()
                    + " used a blocking socket, which would block its CPU; use UdpSocket");
        }
        ForeignCaller caller = OF_THREAD.get();
        if (caller == null) {
            caller = new ForeignCaller();
            OF_THREAD.set(caller);
        }
        return caller;
    }

    /// Which of so many CPUs shall serve what the calling thread opens: threads are spread over them.
    static int cpu(int cpus) {
        return (int) (Thread.currentThread().threadId() % cpus);
    }

    CopyingReceive receive() {
        return receive;
    }

    CopyingSend send() {
        return send;
    }

    TcpRead tcpRead() {
        return tcpRead;
    }

    TcpWrite tcpWrite() {
        return tcpWrite;
    }

    /// Sends a request and waits for its result. An interrupt is kept for later.
    ///
    /// @throws StackStoppedException if the target's machine is stopped
    int call(Port target, StackMessage request) {
        try {
            return target.doMessage(request.replyTo(port));
        } catch (CancellationException | MachineStoppedException lost) {
            throw stopped(lost);
        }
    }

    /// Sends a request that can be aborted and waits for its result, but not longer than allowed. Whatever
    /// happens, it is home afterwards.
    ///
    /// @param timeout null for none
    /// @return the result; or [Message#ABORTED] if time was up
    /// @throws InterruptedException if the thread was interrupted, and the request came home without a result
    /// @throws StackStoppedException if the target's machine is stopped
    int call(Port target, StackMessage request, Duration timeout) throws InterruptedException {
        request.replyTo(port);
        try {
            return port.doMessage(target, request, timeout != null ? timeout : FOR_EVER);
        } catch (TimeoutException late) {
            return comeHome(request);
        } catch (InterruptedException interrupt) {
            final int result = comeHome(request);
            if (result == Message.ABORTED) {
                throw interrupt;
            }
            Thread.currentThread().interrupt(); // it came too late for this request; the next wait ends by it
            return result;
        } catch (CancellationException | MachineStoppedException lost) {
            throw stopped(lost);
        }
    }

    /// The port has asked for it back; its netisr gives it up at once.
    private int comeHome(StackMessage request) {
        try {
            return port.waitReply(request);
        } catch (CancellationException | MachineStoppedException lost) {
            throw stopped(lost);
        }
    }

    /// What was lost with a machine counts as under way for ever: the thread begins anew.
    private static StackStoppedException stopped(RuntimeException lost) {
        OF_THREAD.remove();
        return new StackStoppedException(lost);
    }
}
