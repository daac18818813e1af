package anax.netstack.engine;

/// What keeps other threads out of a table or a socket while one is in it, where a design lets several of them there.
///
/// Owner: that of what it guards. This class guards nothing, and stands where a thing belongs to one CPU: as long as
/// no subclass is loaded the compiler finds its empty methods and leaves them out. Allocates nothing, never blocks.
///
/// What is guarded is entered once, and left by whoever entered it; a guard is not entered twice, and the engine is
/// never in two of them at once, but for a socket's, which it enters last. Readers of a few words that seldom change
/// need not enter: they read between [#beginRead] and [#endRead], and once more if somebody changed them meanwhile.
public class Guard {
    /// Guards nothing.
    public static final Guard NONE = new Guard();

    /// For this class and its subclasses.
    protected Guard() {}

    /// Waits until nobody else is in.
    public void enter() {}

    /// Lets others in.
    public void leave() {}

    /// Begins to read; what is read is to be trusted if [#endRead] says so.
    ///
    /// @return what to give to [#endRead]
    public long beginRead() {
        return 0;
    }

    /// Ends a reading.
    ///
    /// @param begun what [#beginRead] gave
    /// @return false if somebody was in meanwhile: then read again
    public boolean endRead(long begun) {
        return true;
    }
}
