package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.MessageDesk.Job;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// One random program of messages, by its seed.
///
/// Owner: one Java thread, which runs the simulated machine.
final class MessageProgram {
    static final int CPUS = 4;
    private static final int WORKERS = 6;
    private static final int OPERATIONS = 125;
    private static final long LOOK_EVERY_NS = 20_000;

    private final long seed;
    private final Map<String, Long> reached;
    private final SimulatedMachine machine;
    private final List<MessageDesk> desks = new ArrayList<>();
    private final List<MessageDesk> mayflies = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private int entriesSent;
    private int entriesRun;
    private int ended;

    MessageProgram(long seed, Map<String, Long> reached) {
        this.seed = seed;
        this.reached = reached;
        MachineConfig config = MachineConfig.ofCpus(CPUS)
                .withRingBound(2 << new SplittableRandom(seed).nextInt(4))
                .withIdleSpinNs(0)
                .withDebug(false);
        machine = new SimulatedMachine(config, seed);
        for (String what : List.of("aborts that followed", "early aborts", "aborts that were obeyed", "drops")) {
            count(what, 0);
        }
        for (String what : List.of("targets that had ended", "forwards", "urgent jobs", "waits for credit")) {
            count(what, 0);
        }
    }

    long run() {
        try (machine) {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                boot(cpu);
            }
            for (int worker = 0; worker < WORKERS; worker++) {
                SplittableRandom random = new SplittableRandom(seed * 1000 + worker);
                machine.spawn(worker % CPUS, "worker-" + worker, () -> work(random));
            }
            machine.runToRest();
            check();
            return machine.trace();
        }
    }

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        reached.merge(what, times, Long::sum);
    }

    MessageDesk anyDesk(SplittableRandom random) {
        return desks.get(random.nextInt(desks.size()));
    }

    /// A desk that its thread carries about, and one that two threads of the CPU share.
    private void boot(int cpu) {
        machine.call(cpu, "boot", () -> {
            SplittableRandom random = new SplittableRandom(seed * 77 + cpu);
            MessageDesk[] own = new MessageDesk[1];
            Lwkt mover = Lwkt.create("mover", () -> own[0].serve(Integer.MAX_VALUE, true));
            own[0] = new MessageDesk(this, random, mover.port());
            MessageDesk shared = new MessageDesk(this, random, new CpuPort());
            for (int i = 0; i < 2; i++) {
                Lwkt.create("sharer", () -> shared.serve(Integer.MAX_VALUE, false));
            }
            desks.add(own[0]);
            desks.add(shared);
            return null;
        });
    }

    private void work(SplittableRandom random) {
        List<Job> open = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            switch (random.nextInt(6)) {
                case 0 -> waitForOne(random);
                case 1 -> sendMany(random, anyDesk(random), open);
                case 2 -> sendToWhoeverEnds(random, open);
                case 3 -> sendOnCredit(random, open);
                case 4 -> sendEntries(random);
                case 5 -> Lwkt.moveTo(random.nextInt(CPUS));
                default -> throw new AssertionError();
            }
        }
        // Those that are dropped come home without a word.
        while (!open.stream().allMatch(Message::isDone)) {
            collect();
            Lwkt.blockUntil("droppable jobs", Cpu.current().nowNs() + LOOK_EVERY_NS);
        }
        collect();
        ended++;
    }

    private void waitForOne(SplittableRandom random) {
        Job job = newJob(random);
        if (random.nextBoolean()) {
            job.abortable(AbortMessage.GUARANTEED);
        }
        job.sends++;
        assertThat(anyDesk(random).port().doMessage(job)).isEqualTo(job.number);
        job.homes++;
    }

    /// Floods one desk, asks some back, and collects; what may be dropped is waited for at the end only.
    private void sendMany(SplittableRandom random, MessageDesk desk, List<Job> open) {
        List<Job> sent = new ArrayList<>();
        int count = 5 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Job job = newJob(random);
            job.priority(random.nextInt(4) == 0);
            if (random.nextInt(4) == 0) {
                job.droppable(true);
                open.add(job);
            } else if (random.nextBoolean()) {
                job.abortable(AbortMessage.GUARANTEED);
            }
            desk.expect(job);
            job.sends++;
            desk.port().sendMessage(job);
            sent.add(job);
            if (random.nextInt(6) == 0) {
                sent.get(random.nextInt(sent.size())).abortMessage();
            }
        }
        if (random.nextBoolean()) {
            Lwkt.moveTo(random.nextInt(CPUS));
        }
        sent.removeIf(job -> job.is(Message.DROPPABLE));
        awaitAll(sent);
    }

    private void sendToWhoeverEnds(SplittableRandom random, List<Job> open) {
        int cpu = random.nextInt(CPUS);
        int messages = random.nextInt(8);
        MessageDesk[] desk = new MessageDesk[1];
        SplittableRandom own = random.split();
        Lwkt mayfly = Lwkt.create(cpu, "mayfly", Priority.DAEMON, () -> {
            while (desk[0] == null) {
                Lwkt.giveWay();
                machine.beforeSharedAccess();
            }
            desk[0].serve(messages, true);
        });
        desk[0] = new MessageDesk(this, own, mayfly.port());
        mayflies.add(desk[0]);
        sendMany(random, desk[0], open);
    }

    private void sendOnCredit(SplittableRandom random, List<Job> open) {
        Credits credits = new Credits(3);
        List<Job> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Job job = newJob(random);
            sent.add(job);
            job.sends++;
            count("waits for credit", credits.available() == 0 ? 1 : 0);
            credits.sendMessage(anyDesk(random).port(), job);
            assertThat(sent.stream().filter(each -> !each.isDone()).count())
                    .as("jobs under way on 3 credits")
                    .isLessThanOrEqualTo(3);
        }
        awaitAll(sent);
        assertThat(credits.available()).isEqualTo(3);
        open.removeIf(Message::isDone);
    }

    /// Entries that send entries, into lanes that may be full.
    private void sendEntries(SplittableRandom random) {
        for (int i = 0; i < 6; i++) {
            int to = random.nextInt(CPUS);
            sendEntry(to, 3, 1 + random.nextInt(CPUS - 1));
        }
    }

    private void sendEntry(int to, int hops, int step) {
        entriesSent++;
        Cpu here = Cpu.current();
        here.send(here.machine().cpu(to), new Ipi() {
            @Override
            protected void run(Cpu cpu) {
                entriesRun++;
                if (hops > 0) {
                    sendEntry((to + step) % CPUS, hops - 1, step);
                }
            }
        });
    }

    private Job newJob(SplittableRandom random) {
        Job job = new Job(random.nextInt(1000), random.nextInt(4));
        jobs.add(job);
        return job;
    }

    private void awaitAll(List<Job> sent) {
        while (!sent.stream().allMatch(job -> job.homes == job.sends)) {
            take(Lwkt.current().port().waitMessage());
        }
    }

    private void collect() {
        ThreadPort own = Lwkt.current().port();
        for (Message message = own.getMessage(); message != null; message = own.getMessage()) {
            take(message);
        }
    }

    private void take(Message message) {
        assertThat(message.isReply()).isTrue();
        Job job = (Job) message;
        job.homes++;
        if (job.error() == Message.TARGET_ENDED) {
            count("targets that had ended");
        } else {
            assertThat(job.error() == job.number || job.error() == Message.ABORTED)
                    .as("the result is what the desk replied")
                    .isTrue();
            assertThat(job.replies).isEqualTo(1);
        }
    }

    private void check() {
        assertThat(ended).as("workers that came to their end").isEqualTo(WORKERS);
        assertThat(entriesRun).as("entries that ran").isEqualTo(entriesSent);
        for (Job job : jobs) {
            assertThat(job.homes + job.drops)
                    .as("how often job %s came home or was dropped", job.number)
                    .isEqualTo(job.sends);
            assertThat(job.isDone()).isTrue();
            assertThat(job.abort()).as("a request that is still under way").isNull();
        }
        desks.forEach(MessageDesk::checkEmpty);
        mayflies.forEach(MessageDesk::checkEmpty);
        count("messages", jobs.size());
        for (int cpu = 0; cpu < CPUS; cpu++) {
            CpuCounters counters = machine.machine().cpu(cpu).counters();
            count("full rings", counters.fifoFull());
            count("rows of messages", counters.rows());
            count("spills", counters.spilled());
            count("nested drains", counters.nested());
            count("parks", counters.parks());
        }
    }
}
