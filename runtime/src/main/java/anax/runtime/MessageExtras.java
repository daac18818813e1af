package anax.runtime;

/// What few messages have beside a target and a reply port: handlers, an account of where they went, credit.
///
/// Owner: as of its [Message], but for [#abort] and [#replyHeld], which are the originator's all the time. Made when
/// a message first needs it, once for each message object, so that the others stay small: two of them and what they
/// carry fit on three cache lines. Never blocks.
final class MessageExtras {
    /// Called once when the message lies on its target port.
    ReceiptHandler receiptHandler;

    /// What asking for the message back does.
    AbortHandler abortHandler;

    /// The request to abort that is under way after the message.
    AbortMessage abort;

    /// True while the reply waits at home for that request.
    boolean replyHeld;

    /// The first target of a message that can be aborted, or that a foreign thread sent.
    Port sentTo;

    /// From which port it was forwarded last.
    Port forwardedBy;

    /// What it was sent on.
    Credits credits;

    // The list of those that can be aborted, at the port where it is.
    Message custodyNext;
    Message custodyPrevious;
}
