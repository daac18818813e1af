/// Messages at a given rate, in the messages suite: how long they are under way, and how often somebody is woken.
///
/// **Law.** The load is open: a message is due at a moment that only the rate decides, however the receiver does, and
/// its latency is counted from that moment, so that a sender that is late is not forgiven. Senders look at the clock
/// all the time. Uses `measure` and `messages.pair`. Read [Pacing], [Channel], then [PacedThreads].
package anax.bench.messages.load;
