package anax.runtime.task;

import anax.runtime.AbortHandler;
import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Message;

/// What a thread wants of a gate: a message to the gate's CPU, which replies when the thread may go on.
///
/// Owner: as of [Message], but for two groups of fields: those of the home are written by the gate's CPU only, those
/// of the thread by the thread's CPU only, whoever has the message. Each task has one, since it waits for one thing
/// at a time; an ordinary thread makes one for each wait. Sending allocates nothing.
///
/// **Withdrawal.** A cancelled thread asks for its request back: an entry goes to the home after it and finds the
/// request in a line, and then replies it as aborted; or on its way still, and then has it replied when it comes; or
/// gone, and then does nothing, for the thread got what it waited for. The entry comes home behind the reply, and the
/// thread goes on when it has: so nothing of a wait is under way when the next one begins.
final class Request extends Message {
    /// Has a request be withdrawn.
    static final AbortHandler WITHDRAW = message -> ((Request) message).withdraw();

    // The thread's: written before each departure.
    final Task thread; // null if an ordinary thread asks
    private final Withdrawal withdrawal;
    private Gate gate;
    private String reason = "gate";
    private int turn; // how many there were before and with this one
    private boolean withdrawing;

    // Whoever has the message: arguments out, an answer back.
    int operation;
    long amount;
    Object item;

    // The home's.
    WaitLine line;
    Request previous;
    Request next;
    private int arrived; // the turn that came last
    private int withdrawn; // the turn that is to be replied as aborted when it comes

    Request(Task thread) {
        this.thread = thread;
        withdrawal = thread == null ? null : new Withdrawal(this);
        abortable(WITHDRAW);
    }

    /// Writes it anew; it must be home.
    void set(Gate newGate, int newOperation, long newAmount, Object newItem) {
        gate = newGate;
        reason = newGate.word();
        operation = newOperation;
        amount = newAmount;
        item = newItem;
        turn++;
    }

    /// Takes what came back with it.
    Object takeItem() {
        final Object taken = item;
        item = null;
        return taken;
    }

    @Override
    protected String waitReason() {
        return reason;
    }

    /// Notes on the gate's CPU that it is there.
    ///
    /// @return true if it was withdrawn before it came
    boolean arriveWithdrawn() {
        arrived++;
        return arrived == withdrawn;
    }

    /// True while the withdrawal is under way.
    boolean isWithdrawing() {
        return withdrawing;
    }

    /// On the thread's CPU, or on an ordinary thread.
    private void withdraw() {
        final Cpu here = Cpu.currentOrNull();
        if (here == null) { // whose request is not used again, so nobody waits for the entry to come back
            gate.home().machine().submit(gate.home(), new Withdrawal(this).of(gate, turn));
            return;
        }
        if (!withdrawing) {
            withdrawing = true;
            gate.send(here, withdrawal.of(gate, turn));
        }
    }

    /// On the gate's CPU.
    private void onWithdrawal(Gate asked, int wanted) {
        if (line != null) {
            asked.giveUp(this);
        } else if (arrived - wanted < 0) {
            withdrawn = wanted;
        }
    }

    /// The withdrawal on its way to the gate and back. Owner: its way.
    private static final class Withdrawal extends Ipi {
        private final Request request;
        private Gate gate;
        private int turn;
        private boolean returning;

        private Withdrawal(Request request) {
            this.request = request;
        }

        private Withdrawal of(Gate newGate, int newTurn) {
            gate = newGate;
            turn = newTurn;
            returning = false;
            return this;
        }

        @Override
        protected void run(Cpu cpu) {
            if (!returning) {
                request.onWithdrawal(gate, turn);
                if (request.thread == null) {
                    return;
                }
                returning = true;
            }
            final Lwkt lwkt = request.thread.lwkt();
            if (lwkt.cpu() != cpu) {
                request.thread.send(cpu, this);
                return;
            }
            request.withdrawing = false;
            lwkt.schedule();
        }
    }
}
