package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.Packet;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Port;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// A lightweight thread's request for a datagram of a socket that another CPU owns: it brings the packet itself.
///
/// Owner: as every [anax.netstack.stack.StackMessage]; at home, the CPU that made it. When time is up its timer asks
/// for it back, so that it always comes home, and the thread waits for that only.
final class PacketReceive extends ReceiveRequest implements TimerHandler {
    /// The next one that is not in use; the socket's.
    PacketReceive nextSpare;

    private final Cpu cpu;
    private final Timer timeout = new Timer(this, 0);
    private Packet packet;

    PacketReceive(Cpu cpu) {
        this.cpu = cpu;
    }

    /// Goes to the socket's owner and waits for the answer.
    ///
    /// @param untilNs when to give up; [Long#MAX_VALUE] for never
    /// @return the result, or [anax.runtime.Message#ABORTED] if time was up
    int exchange(Port owner, long untilNs) {
        final Port own = Lwkt.current().port();
        owner.sendMessage(replyTo(own));
        cpu.timers().schedule(timeout, untilNs); // not before it is under way, or it could not be asked back
        final int result = own.waitReply(this);
        cpu.timers().cancel(timeout);
        return result;
    }

    /// The datagram, if the result was [#RECEIVED].
    Packet takePacket() {
        final Packet taken = packet;
        packet = null;
        assert taken.belongsTo(cpu.id());
        return taken;
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        abortMessage();
    }

    @Override
    void accept(Packet next, EngineEnvironment ofOwner) {
        assert next.belongsTo(Packet.IN_FLIGHT);
        packet = next;
    }
}
