package anax.runtime;

/// Is told when an exception escapes a lightweight thread. The thread has ended then; its CPU and the others go on.
///
/// Owner: whoever made it; called on the thread's own stack, on any CPU, so it must be safe for several at once and
/// quick.
@FunctionalInterface
public interface FailureHandler {

    /// Reports a failure.
    ///
    /// @param thread  whose body threw
    /// @param failure what escaped, with the stack at which it was thrown
    void threadFailed(Lwkt thread, Throwable failure);
}
