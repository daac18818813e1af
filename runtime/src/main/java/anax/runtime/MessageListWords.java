package anax.runtime;

import anax.runtime.crossbar.CacheLinePadding;

/// The words of a [MessageList], between padding: they are written for each message, and beside them may lie what
/// other CPUs read.
///
/// Owner: the list's.
abstract class MessageListWords extends CacheLinePadding {
    Message head;
    Message tail;
    int size;
}
