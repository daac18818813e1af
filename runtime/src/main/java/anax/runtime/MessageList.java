package anax.runtime;

/// Messages in the order of their coming, linked where they lie.
///
/// Owner: the port that it belongs to. Allocates nothing. Bound: the number of messages that exist.
@SuppressWarnings("unused") // padding
final class MessageList extends MessageListWords {
    // Behind the words of the superclass: the JVM lays a class's own references out behind its bytes.
    private byte t000, t001, t002, t003, t004, t005, t006, t007, t008, t009, t010, t011, t012, t013, t014, t015;
    private byte t016, t017, t018, t019, t020, t021, t022, t023, t024, t025, t026, t027, t028, t029, t030, t031;
    private byte t032, t033, t034, t035, t036, t037, t038, t039, t040, t041, t042, t043, t044, t045, t046, t047;
    private byte t048, t049, t050, t051, t052, t053, t054, t055, t056, t057, t058, t059, t060, t061, t062, t063;

    /// Appends a message that is on no list.
    void add(Message message) {
        addLinked(message, message, 1);
    }

    /// Appends messages that are on no list, and are linked in their order.
    void addLinked(Message first, Message last, int count) {
        assert last.next == null : "a message was put on a list and is on one already";
        if (tail == null) {
            head = first;
        } else {
            tail.next = first;
        }
        tail = last;
        size += count;
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
            size--;
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
        size--;
        return true;
    }

    int size() {
        return size;
    }

    /// The oldest, still on the list; null if there is none.
    Message head() {
        return head;
    }
}
