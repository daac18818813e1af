package anax.runtime;

/// What one CPU has another do: an entry of the crossbar, named after the interprocessor interrupt that it stands
/// for.
///
/// Owner: the sender until it is sent, then the CPU that runs it. An entry may be under way several times at once
/// only if its class says so. Every [Message] is one, so that sending a message allocates nothing.
public abstract class Ipi {

    /// For subclasses.
    protected Ipi() {}

    /// Runs on the target CPU at one of its poll points, in the context of whatever thread runs there.
    ///
    /// In a critical section: it must neither block nor switch, for it runs on a stack that is not its own.
    ///
    /// @param cpu the CPU that runs it, which is the current one
    protected abstract void run(Cpu cpu);
}
