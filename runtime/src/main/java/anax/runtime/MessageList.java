package anax.runtime;

/// Messages in the order of their coming, linked where they lie.
///
/// Owner: the port that it belongs to. Allocates nothing. Bound: the number of messages that exist.
final class MessageList {
    private Message head;
    private Message tail;

    /// Appends a message that is on no list.
    void add(Message message) {
        message.next = null;
        if (tail == null) {
            head = message;
        } else {
            tail.next = message;
        }
        tail = message;
    }

    /// Takes the oldest; null if there is none.
    Message poll() {
        final Message message = head;
        if (message != null) {
            head = message.next;
            if (head == null) {
                tail = null;
            }
            message.next = null;
        }
        return message;
    }

    /// Takes one out of the middle.
    ///
    /// @return false if it is not here
    boolean remove(Message message) {
        Message before = null;
        Message at = head;
        while (at != message) {
            if (at == null) {
                return false;
            }
            before = at;
            at = at.next;
        }
        if (before == null) {
            poll();
            return true;
        }
        before.next = message.next;
        if (tail == message) {
            tail = before;
        }
        message.next = null;
        return true;
    }

    /// The oldest, still on the list; null if there is none.
    Message head() {
        return head;
    }
}
