/// The rivals: queues with locks, queues of the JDK, the Disruptor, each used as well as we know how.
///
/// **Law.** Nothing here is held back. Parties take in batches where the queue lets them, signal only who waits,
/// and spin before they block where that is faster; what was tried and left is said in the class. This is the only
/// package whose code may lock on the way of a message, because that is what it stands for. Uses `messages.pair`.
package anax.bench.messages.locked;
