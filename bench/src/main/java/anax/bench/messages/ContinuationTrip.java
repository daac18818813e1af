package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Solo;
import jdk.internal.vm.Continuation;

/// A synchronous round trip between two bare continuations on one CPU: two switches, and a letter in a field.
///
/// Owner: one thread. Allocates nothing once its stacks have their size.
final class ContinuationTrip implements Solo {
    private static final int TRIPS = 512;

    private final Continuation asking = new Continuation(Bare.SCOPE, this::ask);
    private final Continuation answering = new Continuation(Bare.SCOPE, this::answer);
    private final Letter letter = new Letter();
    private long checked;

    ContinuationTrip() {}

    @Override
    public int burst() {
        final Continuation first = asking;
        final Continuation second = answering;
        long before = checked;
        for (int i = 0; i < TRIPS; i++) {
            first.run();
            second.run();
        }
        // The letter of the very last trip is checked when its asker runs again, in the next burst.
        if (checked - before < TRIPS - 1) {
            throw new IllegalStateException(
                    (checked - before) + " of " + TRIPS + " messages came back; a switch went astray");
        }
        return TRIPS;
    }

    private void ask() {
        long request = 0;
        while (true) {
            letter.ask(request);
            Continuation.yield(Bare.SCOPE);
            letter.check(request);
            request++;
            checked = request;
        }
    }

    private void answer() {
        while (true) {
            letter.answer();
            Continuation.yield(Bare.SCOPE);
        }
    }
}
