package anax.bench.designs.locked;

import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.ExchangeQueue;
import anax.bench.designs.frame.Work;
import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.Guard;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.Partition;
import anax.runtime.clock.Clock;
import anax.runtime.timer.TimerWheel;

/// A CPU of the fine design: works off whatever comes in an engine of its own, whose tables it shares with the
/// others, and enters those engines that threads enter one at a time only for what is theirs.
///
/// Owner: itself; others touch only [#inbox]. Allocates when made. Blocks at locks.
final class FineWorker extends Worker {
    private static final long TIMERS_EVERY_NS = 1_000_000;

    /// The first of those engines that have a share of TCP's connections.
    private static final int FIRST_STRIPE = 1;

    private final PacketQueue outbox = new PacketQueue();
    private final PacketInbox inbox;
    private final PacketQueue copies = new PacketQueue();
    private final Verdicts verdicts;
    private FineWorker[] all;
    private Partition engine;
    private GuardedEngine[] guarded;
    private PacketQueue[] forGuarded;
    private int forGuardedCount;
    private ExchangeQueue[] answersOf;
    private boolean isInGuarded;
    private int heard;
    private long timersAtNs;

    FineWorker(
            int index,
            int workers,
            Clock clock,
            int batch,
            PacketPoolConfig pool,
            Work work,
            PacketInbox inbox,
            Guard returnsGuard,
            Verdicts verdicts) {
        super("fine", index, workers, clock, batch, pool, work, returnsGuard);
        this.inbox = inbox;
        this.verdicts = verdicts;
        timersAtNs = nowNs();
    }

    /// Gives it its engine, those that it shares, and its like.
    ///
    /// @param entered by the numbers of their partitions; its own engine's partition is the next
    void engines(Partition own, GuardedEngine[] entered, FineWorker[] everybody) {
        engine = own;
        guarded = entered;
        all = everybody;
        forGuarded = new PacketQueue[entered.length];
        answersOf = new ExchangeQueue[entered.length];
        for (int i = 0; i < entered.length; i++) {
            forGuarded[i] = new PacketQueue();
            answersOf[i] = new ExchangeQueue();
        }
    }

    @Override
    void input() {
        inputAll(engine);
        finishBatch();
    }

    @Override
    void output() {
        answerAll(environment(), engine);
        if (!answers().isEmpty()) {
            answerExchanges();
        }
        finishBatch();
    }

    /// Each stripe of connections is entered once for all of its answers.
    private void answerExchanges() {
        Exchange exchange;
        while ((exchange = answers().poll()) != null) {
            answersOf[FIRST_STRIPE + exchange.engine()].add(exchange);
        }
        isInGuarded = true;
        for (int i = FIRST_STRIPE; i < guarded.length; i++) {
            if (!answersOf[i].isEmpty()) {
                guarded[i].answer(this, answersOf[i]);
            }
        }
        isInGuarded = false;
        sendOutbox();
    }

    /// The engines that threads enter one at a time are shared out over the workers for this.
    @Override
    int takeElse() {
        final PacketQueue came = copies;
        inbox.moveTo(came);
        int taken = came.size();
        Packet packet;
        while ((packet = came.poll()) != null) {
            later(packet);
        }
        heard = verdicts.tell(engine.interfaces(), heard);
        if (nowNs() - timersAtNs >= 0) {
            timersAtNs = nowNs() + TIMERS_EVERY_NS;
            taken += environment().fireTimers(batch());
            isInGuarded = true;
            for (int i = index(); i < guarded.length; i += all.length) {
                taken += guarded[i].fireTimers(this);
            }
            isInGuarded = false;
            sendOutbox();
        }
        return taken;
    }

    @Override
    void call(Runnable call) {
        isInGuarded = true;
        guarded[FIRST_STRIPE].call(this, call);
        isInGuarded = false;
        sendOutbox();
        finishBatch();
    }

    @Override
    long nextDeadlineNs() {
        long deadlineNs = environment().nextDeadlineNs();
        for (int i = index(); i < guarded.length; i += all.length) {
            deadlineNs = Math.min(deadlineNs, guarded[i].nextDeadlineNs());
        }
        return deadlineNs == TimerWheel.NEVER ? deadlineNs : Math.max(deadlineNs, timersAtNs);
    }

    @Override
    void passOn(Packet packet, int target) {
        if (target < guarded.length) {
            forGuarded[target].add(packet);
            forGuardedCount++;
            return;
        }
        if (isInGuarded && packet.stage() == Classifier.STAGE_ARP) {
            tellOthers(packet);
        }
        later(packet);
    }

    @Override
    void transmit(Packet packet) {
        if (isInGuarded) {
            outbox.add(packet);
        } else {
            send(packet);
        }
    }

    /// What ARP says is for every engine.
    private void tellOthers(Packet packet) {
        for (final FineWorker each : all) {
            if (each == this) {
                continue;
            }
            final Packet copy = allocate(packet.end() - Packet.HEADROOM);
            if (copy != null) {
                environment().account().copied();
                copies.add(copy.copyFrom(packet).stage(Classifier.STAGE_ARP));
                each.inbox.addAll(copies);
            }
        }
    }

    private void finishBatch() {
        do {
            if (forGuardedCount > 0) {
                goOnGuarded();
            }
            endBatch(engine);
        } while (forGuardedCount > 0);
    }

    private void goOnGuarded() {
        forGuardedCount = 0;
        isInGuarded = true;
        for (int i = 0; i < guarded.length; i++) {
            if (!forGuarded[i].isEmpty()) {
                guarded[i].goOn(this, forGuarded[i]);
            }
        }
        isInGuarded = false;
        sendOutbox();
    }

    private void sendOutbox() {
        Packet packet;
        while ((packet = outbox.poll()) != null) {
            send(packet);
        }
    }
}
