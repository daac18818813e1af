package anax.netstack.stack;

import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.HomewardPackets;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketQueue;
import anax.runtime.Cpu;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;

/// The world of a partition that belongs to a CPU: no lock anywhere, other partitions are reached by message.
///
/// Owner: the CPU. Allocates when made. Never blocks: at the bound of [OwnerBacklog] a packet for another partition
/// is dropped.
final class PartitionedEnvironment extends EngineEnvironment {
    private final Cpu cpu;
    private final NetworkStack stack;
    private final PacketPool pool;
    private final HomewardPackets homeward;
    private final TimerWheel timers;
    private final SecretSequence secrets;
    private final BatchWork.Queue atEnd = new BatchWork.Queue();
    private final BatchWork.Queue inNext = new BatchWork.Queue();
    private final PacketQueue ownLater = new PacketQueue();
    private final Transmitter transmitter;
    private final OwnerBacklog backlog;
    private long nowNs;

    PartitionedEnvironment(NetworkStack stack, Cpu cpu, PacketPoolConfig poolConfig, SecretSequence secrets) {
        super(cpu.id(), stack.partitions());
        this.stack = stack;
        this.cpu = cpu;
        this.secrets = secrets;
        backlog = stack.backlog();
        pool = new PacketPool(cpu.id(), poolConfig, cpu::isCurrent);
        homeward = new HomewardPackets(cpu);
        nowNs = cpu.nowNs();
        timers = new TimerWheel(nowNs, cpu::isCurrent);
        transmitter = new Transmitter(this);
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
        if (packet.home() == pool) {
            pool.takeBack(packet);
        } else {
            homeward.add(packet);
            stack.netisr(partition()).wantBatch(); // a thread of this CPU may be done with it while the netisr rests
        }
    }

    @Override
    protected void onDrop(Packet packet, DropReason reason) {
        transmitter.dropped(packet, reason, nowNs);
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public void transmit(Packet packet) {
        transmitter.send(packet, nowNs);
    }

    @Override
    public void passOn(Packet packet, int target) {
        if (target == partition()) {
            ownLater.add(packet);
            return;
        }
        if (!backlog.admit(partition(), target)) {
            drop(packet, DropReason.OWNER_BUSY);
            return;
        }
        account().passedOn();
        packet.passedBy(partition());
        assert packet.belongsTo(Packet.IN_FLIGHT);
        stack.port(target).sendMessage(packet);
    }

    @Override
    public boolean canPassOn(int target) {
        return target == partition() || backlog.hasRoom(partition(), target);
    }

    /// Counts a packet that another partition passed on to this one, which goes on with it now.
    void took(Packet packet) {
        backlog.took(partition(), packet.passedBy());
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
        stack.netisr(partition()).wantBatch();
    }

    @Override
    public void inNextBatch(BatchWork work) {
        inNext.add(work);
        stack.netisr(partition()).wantBatch();
    }

    /// Takes the time for what comes.
    void takeTime() {
        nowNs = cpu.nowNs();
    }

    /// Fires what is due.
    ///
    /// @return how many timers that was
    int fireTimers(int limit) {
        return timers.expire(nowNs, limit);
    }

    /// True if something waits for the next batch, whatever comes.
    boolean hasMore() {
        return !ownLater.isEmpty() || !atEnd.isEmpty();
    }

    /// A packet that this partition passed on to itself; null if there is none.
    Packet pollOwn() {
        return ownLater.poll();
    }

    /// Ends a batch: what was put off to it, then the links, then packets of others go home.
    void endBatch() {
        atEnd.run(nowNs);
        atEnd.takeAll(inNext);
        transmitter.flush(nowNs);
        homeward.flush();
        backlog.publish(partition());
    }

    /// When the next timer is due.
    long nextDeadlineNs() {
        return timers.nextDeadlineNs();
    }

    PacketPool pool() {
        return pool;
    }

    Transmitter transmitter() {
        return transmitter;
    }
}
