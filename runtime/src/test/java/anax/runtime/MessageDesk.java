package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A port of a random program, with those who serve it and what it should hold.
///
/// Owner: the CPU of its port, as the port is.
final class MessageDesk {
    private final MessageProgram program;
    private final SplittableRandom random;
    private final QueuedPort port;

    /// What it was told by receipts that lies on the port; forwarded messages bring none.
    private final List<Job> urgent = new ArrayList<>();

    private final List<Job> ordinary = new ArrayList<>();

    /// What was got and is replied later.
    private final List<Job> held = new ArrayList<>();

    MessageDesk(MessageProgram program, SplittableRandom random, QueuedPort port) {
        this.program = program;
        this.random = random;
        this.port = port;
    }

    QueuedPort port() {
        return port;
    }

    /// Has the desk know when the job lies on its port.
    void expect(Job job) {
        job.receipt(queued -> {
            assertThat(queued).isSameAs(job);
            (job.is(Message.PRIORITY) ? urgent : ordinary).add(job);
            program.count("receipts");
        });
    }

    /// Serves so many messages; what is held is replied before.
    void serve(int messages, boolean moves) {
        for (int i = 0; i < messages; i++) {
            if (moves && random.nextInt(8) == 0) {
                Lwkt.moveTo(random.nextInt(MessageProgram.CPUS));
            }
            if (random.nextInt(8) == 0) {
                Lwkt.giveWay();
            }
            dropOne();
            Message message = port.getMessage();
            if (message == null) {
                replyHeld();
                message = port.waitMessage();
            }
            if (message instanceof AbortMessage request) {
                onRequest(request);
            } else {
                onJob((Job) message);
            }
        }
        replyHeld();
    }

    void checkEmpty() {
        assertThat(port.depth()).as("messages left on %s", port).isZero();
        assertThat(held).isEmpty();
        program.count("aborts that followed", port.aborts().followedRequests());
        program.count("early aborts", port.aborts().earlyRequests());
    }

    private void onRequest(AbortMessage request) {
        Job job = (Job) request.original();
        assertThat(held)
                .as("jobs that the desk has, of which one is asked back")
                .contains(job);
        if (random.nextInt(4) == 0) {
            request.replyMessage(Message.NOT_ABORTED);
            return;
        }
        held.remove(job);
        job.reply(Message.ABORTED);
        request.replyMessage(0);
        program.count("aborts that were obeyed");
    }

    private void onJob(Job job) {
        checkOrder(job);
        if (job.hopsLeft > 0 && random.nextBoolean()) {
            job.hopsLeft--;
            program.count("forwards");
            program.anyDesk(random).port.forwardMessage(job);
        } else if (random.nextInt(3) == 0) {
            held.add(job);
        } else {
            job.reply(job.number);
        }
    }

    private void checkOrder(Job job) {
        if (job.is(Message.PRIORITY)) {
            assertThat(!urgent.contains(job) || urgent.removeFirst() == job)
                    .as("the oldest urgent job first")
                    .isTrue();
            program.count("urgent jobs");
        } else {
            assertThat(urgent).as("urgent jobs that lay there before").isEmpty();
            assertThat(!ordinary.contains(job) || ordinary.removeFirst() == job)
                    .as("the oldest job first")
                    .isTrue();
        }
    }

    private void dropOne() {
        List<Job> from = random.nextBoolean() ? urgent : ordinary;
        if (from.isEmpty() || random.nextInt(3) != 0) {
            return;
        }
        Job job = from.get(random.nextInt(from.size()));
        boolean droppable = job.is(Message.DROPPABLE);
        assertThat(port.dropMessage(job)).as("dropped").isEqualTo(droppable);
        if (droppable) {
            from.remove(job);
            job.drops++;
            program.count("drops");
        }
    }

    private void replyHeld() {
        while (!held.isEmpty()) {
            Job job = held.removeFirst();
            job.reply(job.number);
        }
    }

    /// Something to do, with what became of it. Owner: as the message's; the counts are for the simulation's one
    /// thread.
    static final class Job extends Message {
        final int number;
        int hopsLeft;
        int sends;
        int replies;
        int homes;
        int drops;

        Job(int number, int hops) {
            this.number = number;
            hopsLeft = hops;
        }

        private void reply(int result) {
            replies++;
            replyMessage(result);
        }
    }
}
