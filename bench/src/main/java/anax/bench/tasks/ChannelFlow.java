package anax.bench.tasks;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.runtime.Machine;
import anax.runtime.task.Channel;
import anax.runtime.task.Task;

/// Letters through a channel to a thread on another CPU, one item each.
///
/// Owner: as of [Work]; the receiver reads what it gets. Allocates a thread when a slice begins.
final class ChannelFlow implements Work {
    private static final int MESSAGES = 2048;

    private final Channel<Letter> channel;
    private final Letter end = new Letter();
    private final LetterStream letters = new LetterStream();
    private final Machine machine;
    private final int target;
    private Task receiver;

    ChannelFlow(Machine machine, int target) {
        this.machine = machine;
        this.target = target;
        channel = new Channel<>(machine.cpu(target), Letters.UNDER_WAY);
    }

    @Override
    public void begin() {
        letters.begin();
        receiver = Task.create(machine, target, "receiver", this::receive);
    }

    @Override
    public int burst() {
        for (int i = 0; i < MESSAGES; i++) {
            channel.send(letters.next());
        }
        return MESSAGES;
    }

    @Override
    public void finish() {
        letters.end();
        channel.send(end);
        receiver.join();
    }

    private void receive() {
        for (Letter letter = channel.receive(); letter != end; letter = channel.receive()) {
            letters.arrived(letter);
        }
    }
}
