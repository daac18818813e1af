/// Many senders and one receiver, in the messages suite.
///
/// **Law.** As in [anax.bench.messages.pair]: contestants differ only in how letters travel, which a [Web] says, a
/// batch at a time, so that the call of it is no part of the figure. Each letter goes home to its sender, which checks
/// that the receiver has written it. Uses `measure` and `messages.pair`. Read [Web], then [FanContestant].
package anax.bench.messages.fan;
