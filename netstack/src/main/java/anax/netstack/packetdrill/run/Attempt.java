package anax.netstack.packetdrill.run;

import java.util.Optional;
import java.util.function.Supplier;

/// A call that may have to wait: it is tried again after each batch.
///
/// Owner: the run of a script.
@FunctionalInterface
interface Attempt {
    /// What the call answers; empty if it still waits.
    Optional<Reply> attempt();

    /// When it waits no longer, whatever happens; [Long#MAX_VALUE] if never.
    default long deadlineNs() {
        return Long.MAX_VALUE;
    }

    /// A call that has answered.
    static Attempt done(Reply reply) {
        return () -> Optional.of(reply);
    }

    /// A call that waits until some time at most.
    static Attempt until(long deadlineNs, Supplier<Optional<Reply>> attempt) {
        return new Attempt() {
            @Override
            public Optional<Reply> attempt() {
                return attempt.get();
            }

            @Override
            public long deadlineNs() {
                return deadlineNs;
            }
        };
    }
}
