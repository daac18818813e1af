package anax.runtime.call;

/// Does what the calls of one number ask for.
///
/// Owner: the application. Called by any CPU, perhaps by several at once, and by ordinary threads: what it touches
/// must belong to nobody, to the call, or to the caller. Where it runs and whether it may block says the [CallKind]
/// that it was added with.
@FunctionalInterface
public interface CallHandler {

    /// Answers a call.
    ///
    /// @param call its arguments are to be read, and its value and result to be set
    /// @return 0 for success, else the application's code; [anax.runtime.Message#ASYNC] if the call was kept,
    ///     forwarded, or replied already, after which the handler must not touch it, nor throw
    /// @throws Exception if it failed: the caller gets [CallPort#CALL_FAILED], and the exception from
    ///     [Call#failure]; so it is with errors, and with [anax.runtime.Lwkt#exit]: a handler ends nobody's
    ///     thread
    int onCall(Call call) throws Exception;
}
