package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/// A lock that a thread has only while it runs: for state that cannot be given to one CPU.
///
/// Owner: nobody; threads of any CPU take it, by an atomic step on a word that they share, which costs more than a
/// message to an owner as soon as two CPUs want it. Allocates nothing, but a stack of places with a thread's first
/// token. Bounds: [TokenStack#MOST] tokens of a thread; a wait spins briefly, then lets other threads run, and the
/// scheduler tries again for the thread whenever it looks for one.
///
/// **Law** (DragonFly's kern/lwkt_token.c). Every switch drops all tokens of a thread, and it goes on only when it
/// has all of them again. So no order of taking can deadlock; and every place where a thread may block or yield is
/// one where the state can change, so that whoever comes out of it looks again. An interrupt thread that preempts
/// leaves the tokens of whom it preempts alone. Released in the opposite order of taking; [#swap] exchanges the last
/// two.
///
/// Exclusive or shared; recursive in both ways, and a thread that has it exclusively may take it shared, not the
/// other way round: two that tried would wait for each other. While somebody waits for it exclusively, a thread that
/// holds nothing else doesn't take it shared; one that holds more must, for the other may wait for that.
@SuppressWarnings("UnusedVariable") // the word is touched through STATE only
public final class Token {
    private static final int EXCLUSIVE = 1 << 31;
    private static final int WANTED = 1 << 30; // exclusively, by somebody who waits
    private static final VarHandle STATE;
    private static final AtomicInteger MADE = new AtomicInteger();

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Token.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final int number = MADE.getAndIncrement();
    private int state; // EXCLUSIVE, WANTED, and how many have it shared

    /// Makes one that nobody has.
    ///
    /// @param name what people call it
    public Token(String name) {
        this.name = name;
    }

    /// Takes it exclusively.
    ///
    /// @throws IllegalStateException if the thread has it shared only, has too many, or may not switch here
    public void acquire() {
        TokenStack.ofRunning(this).acquire(this, false);
    }

    /// Takes it together with others who do so.
    ///
    /// @throws IllegalStateException if the thread has too many tokens, or may not switch here
    public void acquireShared() {
        TokenStack.ofRunning(this).acquire(this, true);
    }

    /// Takes it exclusively if that can be done at once.
    ///
    /// @return false if somebody else has it
    /// @throws IllegalStateException if the thread has it shared only, or has too many
    public boolean tryAcquire() {
        return TokenStack.ofRunning(this).tryAcquire(this);
    }

    /// Gives it back.
    ///
    /// @throws IllegalStateException if it is not the one that the thread took last
    public void release() {
        TokenStack.ofRunning(this).release(this);
    }

    /// Exchanges the two tokens that the running thread took last, for one that is to be released before the
    /// other.
    ///
    /// @throws IllegalStateException if it has fewer than two
    public static void swap() {
        Lwkt.current().tokens().swap();
    }

    /// What people call it.
    @Override
    public String toString() {
        return "token " + name;
    }

    /// In the order of making: in which tokens are taken by those who have failed often.
    int number() {
        return number;
    }

    /// One try to take it exclusively; else notes that somebody wants it so.
    boolean tryTake() {
        final int seen = stateAcquire();
        if ((seen & ~WANTED) == 0) {
            return stateCompareAndSet(seen, EXCLUSIVE);
        }
        if ((seen & WANTED) == 0) {
            stateCompareAndSet(seen, seen | WANTED); // if it fails, the next try notes it
        }
        return false;
    }

    /// One try to take it shared.
    ///
    /// @param defers whether somebody who waits for it exclusively goes before
    boolean tryTakeShared(boolean defers) {
        final int seen = stateAcquire();
        if ((seen & EXCLUSIVE) != 0 || (defers && (seen & WANTED) != 0)) {
            return false;
        }
        return stateCompareAndSet(seen, seen + 1);
    }

    void drop() {
        stateAndRelease(~EXCLUSIVE);
    }

    void dropShared() {
        stateAddRelease(-1);
    }

    private int stateAcquire() {
        return (int) STATE.getAcquire(this);
    }

    private boolean stateCompareAndSet(int expected, int value) {
        return STATE.compareAndSet(this, expected, value);
    }

    private void stateAndRelease(int mask) {
        STATE.getAndBitwiseAndRelease(this, mask);
    }

    private void stateAddRelease(int change) {
        STATE.getAndAddRelease(this, change);
    }
}
