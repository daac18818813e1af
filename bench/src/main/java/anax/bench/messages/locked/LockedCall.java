package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Solo;
import java.util.concurrent.locks.ReentrantLock;

/// A letter that is passed to an object by calling it under the object's lock: how a design with locks serves a request
/// on the caller's own stack.
///
/// Owner: one thread here, so nobody ever waits for the lock. Allocates when made. The objects are of three classes and
/// called in turn, as those of the floor are.
public final class LockedCall implements Solo {
    private static final int ROUNDS = 256;

    private final Handler[] handlers = {new First(), new Second(), new Third()};
    private final ReentrantLock lock = new ReentrantLock();
    private final Letter letter = new Letter();
    private long next;

    /// Makes the objects and the lock.
    public LockedCall() {}

    @Override
    public int burst() {
        long request = next;
        for (int i = 0; i < ROUNDS; i++) {
            for (Handler handler : handlers) {
                letter.ask(request);
                lock.lock();
                try {
                    handler.onLetter(letter);
                } finally {
                    lock.unlock();
                }
                letter.check(request);
                request++;
            }
        }
        next = request;
        return ROUNDS * handlers.length;
    }

    /// What is called. Owner: nobody; stateless.
    private interface Handler {
        void onLetter(Letter letter);
    }

    /// Answers. Owner: nobody; stateless.
    private static final class First implements Handler {
        @Override
        public void onLetter(Letter letter) {
            letter.answer();
        }
    }

    /// Answers. Owner: nobody; stateless.
    private static final class Second implements Handler {
        @Override
        public void onLetter(Letter letter) {
            letter.answer();
        }
    }

    /// Answers. Owner: nobody; stateless.
    private static final class Third implements Handler {
        @Override
        public void onLetter(Letter letter) {
            letter.answer();
        }
    }
}
