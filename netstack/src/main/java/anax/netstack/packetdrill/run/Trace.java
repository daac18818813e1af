package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.Notation;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells what happens, as a script would write it.
///
/// Owner: the run of a script.
final class Trace {
    private static final long US = 1_000L;

    private final Optional<Consumer<String>> listener;

    Trace(Optional<Consumer<String>> listener) {
        this.listener = listener;
    }

    void line(long atNs, String what) {
        listener.ifPresent(to -> to.accept(time(atNs) + " " + what));
    }

    /// A time, to the microsecond: timers are not more exact than that.
    static String time(long ns) {
        return Notation.seconds(ns / US * US);
    }
}
