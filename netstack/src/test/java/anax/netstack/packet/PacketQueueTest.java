package anax.netstack.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketQueueTest {
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final PacketQueue queue = new PacketQueue();

    @Test
    void shouldGiveNothingWhenEmpty() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
        assertThat(queue.peek()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfComing() {
        Packet first = packet(10);
        Packet second = packet(20);
        Packet third = packet(30);
        queue.add(first);
        queue.add(second);

        assertThat(queue.peek()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(first);
        queue.add(third);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldCountPacketsAndOctets() {
        queue.add(packet(10));
        queue.add(packet(20));
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.octets()).isEqualTo(30);

        queue.poll();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.octets()).isEqualTo(20);
    }

    @Test
    void shouldRefusePacketThatIsInAQueue() {
        Packet packet = packet(1);
        queue.add(packet);
        assertThatThrownBy(() -> queue.add(packet)).hasMessageContaining("in a queue already");

        queue.add(packet(2));
        assertThatThrownBy(() -> new PacketQueue().add(packet)).hasMessageContaining("in a queue already");
    }

    @Test
    void shouldLetAPacketGoFromOneQueueToAnother() {
        Packet packet = packet(1);
        queue.add(packet);
        queue.add(packet(2));
        PacketQueue other = new PacketQueue();
        other.add(queue.poll());

        assertThat(other.poll()).isSameAs(packet);
        assertThat(other.poll()).isNull();
        assertThat(queue.size()).isEqualTo(1);
    }

    private Packet packet(int length) {
        return pool.allocate(length).range(Packet.HEADROOM, length);
    }
}
