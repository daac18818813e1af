package anax.netstack.packet;

import java.util.ArrayList;
import java.util.List;

/// A program that takes packets until there are none, in a JVM that may have less memory outside of its heap than the
/// pool: it says how many it got, and what came after them.
///
/// Owner: its main thread.
final class LittleMemory {
    private LittleMemory() {}

    public static void main(String[] arguments) {
        final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
        final List<Packet> taken = new ArrayList<>();
        Packet packet;
        while ((packet = pool.allocate(100)) != null) {
            taken.add(packet);
        }
        final int got = taken.size();
        final MemoryLevel level = pool.memory().level();
        taken.forEach(pool::takeBack);
        System.out.println((got > 100 && got < PacketPoolConfig.standard().smallSlots()) + " " + level + " "
                + pool.memory().level() + " " + (pool.allocate(100) != null));
    }
}
