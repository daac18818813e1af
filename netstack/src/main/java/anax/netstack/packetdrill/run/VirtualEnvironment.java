package anax.netstack.packetdrill.run;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.SecretSequence;
import anax.netstack.stack.StackConfig;
import anax.netstack.stack.Transmitter;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;

/// The world of a partition that is alone: its time passes when somebody says so.
///
/// Owner: the run of a script. Never blocks.
final class VirtualEnvironment extends EngineEnvironment {
    final PacketPool pool;
    final TimerWheel timers;
    final PacketQueue passedOn = new PacketQueue();
    private final SecretSequence secrets;
    private final BatchWork.Queue atEnd = new BatchWork.Queue();
    private final Transmitter transmitter;
    private long nowNs;

    VirtualEnvironment(StackConfig config, long startNs) {
        super(0, 1);
        pool = new PacketPool(0, config.pool(), () -> true);
        secrets = new SecretSequence(new SipHash(config.secret(), 0));
        timers = new TimerWheel(startNs, () -> true);
        transmitter = new Transmitter(this);
        nowNs = startNs;
    }

    void add(NetworkInterface by, Link link, LinkQueue queue) {
        transmitter.add(by, link, queue);
    }

    void now(long ns) {
        nowNs = ns;
    }

    void endBatch() {
        atEnd.run(nowNs);
        transmitter.flush(nowNs);
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public long nextSecret() {
        return secrets.next();
    }

    @Override
    public MemoryBudget memory() {
        return pool.memory();
    }

    @Override
    public Packet allocate(int octets) {
        return pool.allocate(octets);
    }

    @Override
    protected void free(Packet packet) {
        pool.takeBack(packet);
    }

    @Override
    protected void onDrop(Packet packet, DropReason reason) {
        transmitter.dropped(packet, reason, nowNs);
    }

    @Override
    public void transmit(Packet packet) {
        transmitter.send(packet, nowNs);
    }

    @Override
    public void passOn(Packet packet, int target) {
        passedOn.add(packet);
    }

    @Override
    public Timer newTimer(TimerHandler handler, int kind) {
        return new Timer(handler, kind);
    }

    @Override
    public void schedule(Timer timer, long deadlineNs) {
        timers.schedule(timer, deadlineNs);
    }

    @Override
    public void cancel(Timer timer) {
        timers.cancel(timer);
    }

    @Override
    public void atEndOfBatch(BatchWork work) {
        atEnd.add(work);
    }
}
