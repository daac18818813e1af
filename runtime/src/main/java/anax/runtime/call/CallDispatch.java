package anax.runtime.call;

import anax.runtime.Message;
import anax.runtime.MessageHandler;

/// The way of a call: its number is looked up, and its handler is run here or on the pool.
///
/// Owner: nobody; the table that it reads is the caller's replica. A call in place allocates nothing and writes no
/// word that others write.
final class CallDispatch implements MessageHandler {
    private final CallDirectory directory;
    private final CallPool pool;
    private final CallCounters counters;

    CallDispatch(CallDirectory directory, CallPool pool, CallCounters counters) {
        this.directory = directory;
        this.pool = pool;
        this.counters = counters;
    }

    @Override
    public int onMessage(Message message) {
        if (pool.isClosed()) {
            return Message.TARGET_ENDED;
        }
        final CallEntry entry = message instanceof Call call ? directory.table().find(call.number()) : null;
        if (entry == null) {
            counters.countUnknown();
            return CallPort.NO_SUCH_CALL;
        }
        return entry.kind() == CallKind.IN_PLACE ? runInPlace((Call) message, entry) : pool.pass((Call) message, entry);
    }

    private int runInPlace(Call call, CallEntry entry) {
        call.noJob(); // whoever asks whether it is aborted must not be told about its last way
        int result = call.run(entry.handler());
        if (result == CallPort.CALL_FAILED) {
            counters.countFailed();
        }
        return result;
    }
}
