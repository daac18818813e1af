package anax.netstack.packet;

/// Packets in the order of their coming, linked through themselves.
///
/// Owner: that of the packets in it. Allocates nothing, never blocks. It has no bound of its own: whoever adds looks
/// at [#size] or [#octets] first.
public final class PacketQueue {
    private Packet head;
    private Packet tail;
    private int size;
    private long octets;

    /// Adds a packet at the end. It must be in no other queue.
    public void add(Packet packet) {
        assert packet.next == null && packet != tail : "a packet was queued that is in a queue already";
        if (tail == null) {
            head = packet;
        } else {
            tail.next = packet;
        }
        tail = packet;
        size++;
        octets += packet.length();
    }

    /// Adds a packet before all others. It must be in no other queue.
    public void addFirst(Packet packet) {
        assert packet.next == null && packet != tail : "a packet was queued that is in a queue already";
        packet.next = head;
        head = packet;
        if (tail == null) {
            tail = packet;
        }
        size++;
        octets += packet.length();
    }

    /// Adds all packets of another queue behind those that are here, without looking at them; the other one is
    /// empty then.
    public void addAll(PacketQueue other) {
        if (other.head == null) {
            return;
        }
        if (tail == null) {
            head = other.head;
        } else {
            tail.next = other.head;
        }
        tail = other.tail;
        size += other.size;
        octets += other.octets;
        other.head = null;
        other.tail = null;
        other.size = 0;
        other.octets = 0;
    }

    /// Takes the oldest; null if there is none. Its length must be what it was when it was added.
    public Packet poll() {
        final Packet first = head;
        if (first == null) {
            return null;
        }
        head = first.next;
        if (head == null) {
            tail = null;
        }
        first.next = null;
        size--;
        octets -= first.length();
        return first;
    }

    /// The oldest, which stays; null if there is none.
    public Packet peek() {
        return head;
    }

    /// The newest, which stays; null if there is none.
    public Packet last() {
        return tail;
    }

    /// The one behind another one of this queue; null if that is the newest.
    public Packet after(Packet packet) {
        return packet.next;
    }

    /// Says that a packet in it got longer.
    public void lengthened(int more) {
        octets += more;
    }

    /// How many packets are in it.
    public int size() {
        return size;
    }

    /// How many octets they have together.
    public long octets() {
        return octets;
    }

    /// True if there is none.
    public boolean isEmpty() {
        return head == null;
    }
}
