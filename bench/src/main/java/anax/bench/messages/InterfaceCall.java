package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Solo;

/// A letter that is passed to an object by calling it: the floor of a message that is run in place.
///
/// Owner: one thread. Allocates when made. Three objects of different classes are called in turn, so that the compiler
/// cannot know at the call which one runs.
final class InterfaceCall implements Solo {
    private static final int ROUNDS = 256;

    private final Handler[] handlers = {new First(), new Second(), new Third()};
    private final Letter letter = new Letter();
    private long next;

    InterfaceCall() {}

    @Override
    public int burst() {
        long request = next;
        for (int i = 0; i < ROUNDS; i++) {
            for (Handler handler : handlers) {
                letter.ask(request);
                handler.onLetter(letter);
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
