package anax.netstack.packetdrill.run;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackConfig;
import java.util.List;

/// The stack that a script runs on, driven by hand on a clock that moves when somebody says so: whoever puts engines
/// together in a way of his own can have the scripts run on that.
///
/// Owner: the run of a script, which is one thread. May allocate. Never blocks.
public interface ScriptStack {
    /// The number that its only link has; the loopback is 0.
    int NETWORK = 1;

    /// Makes stacks, one for each script. Several threads may call it at once.
    ///
    /// Owner: nobody.
    @FunctionalInterface
    interface Maker {
        /// Makes one.
        ScriptStack make(Setup setup);
    }

    /// What a stack is made of.
    ///
    /// Owner: nobody, it never changes.
    ///
    /// @param config  what it is told
    /// @param link    its only link, with one queue
    /// @param address the host's on that link
    /// @param startNs what its clock says at first
    record Setup(StackConfig config, Link link, InterfaceAddress address, long startNs) {}

    /// The engine in which the script has its TCP sockets; all of the script's connections must be its.
    Partition streams();

    /// The engine in which it has its UDP sockets.
    Partition datagrams();

    /// All engines, these among them: each gets its routes, and what TCP is told.
    List<Partition> engines();

    /// The time of its clock.
    long nowNs();

    /// Moves the clock, never back.
    void now(long ns);

    /// When [#expire] has something to do at the earliest; [anax.runtime.timer.TimerWheel#NEVER] if never.
    long nextDeadlineNs();

    /// Fires the timers that are due.
    void expire();

    /// Takes what has come by the link, as one batch that [#endBatch] ends.
    void receive();

    /// Ends a batch: what was put off is done, and what is to leave leaves.
    void endBatch();

    /// Runs what a script does to sockets, as a user of the stack may.
    void call(Runnable call);

    /// Packets that are not in their pools.
    int outstanding();
}
