package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A raise that finds another one under way sends nothing, so the service of that one has to see what it published.
///
/// Each round begins with a raise under way. First result: whether any service saw what the raiser published. Second:
/// how often the line was served.
final class InterruptLineStress {
    private InterruptLineStress() {}

    /// A CPU with one line and the device behind it. Making one takes long, so they are used in turn: a round may
    /// take a bench only after the arbiter of an earlier one has cleared it.
    ///
    /// Owner: the round that took it.
    private static final class Bench {
        private static final Bench[] ALL = new Bench[2048];
        private static final AtomicInteger TAKEN = new AtomicInteger();

        static {
            for (int i = 0; i < ALL.length; i++) {
                ALL[i] = new Bench();
            }
        }

        private final Cpu cpu = IdleMachine.ofCpus(1).cpu(0);
        private final InterruptLine line = cpu.interrupts().addFast("device", this::handle);
        private volatile boolean inUse;
        private int published; // the device's register, which the raiser writes
        private int seen;
        private int services;

        static Bench take() {
            Bench bench = ALL[TAKEN.getAndIncrement() & (ALL.length - 1)];
            if (bench.inUse) {
                throw new IllegalStateException(
                        "more rounds are under way than benches; give jcstress a smaller stride");
            }
            bench.inUse = true;
            bench.line.raise();
            return bench;
        }

        private void handle() {
            seen |= published;
            services++;
        }

        /// What the CPU does at a poll point, as far as it concerns the line.
        void poll() {
            for (Ipi entry = cpu.inbox().poll();
                    entry != null;
                    entry = cpu.inbox().poll()) {
                cpu.runIpi(entry);
            }
            cpu.interrupts().runFast();
        }

        void pollOnceMoreAndClear(II_Result r) {
            poll();
            r.r1 = seen;
            r.r2 = services;
            published = 0;
            seen = 0;
            services = 0;
            inUse = false;
        }
    }

    /// The real line, its CPU's inbox, and the real way that a CPU serves it.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The service that was under way saw it.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "It was served once more.")
    @Outcome(expect = FORBIDDEN, desc = "It was neither sent nor seen.")
    @State
    public static class Raise {
        private final Bench bench = Bench.take();

        @Actor
        public void raiser() {
            bench.published = 1;
            bench.line.raise();
        }

        @Actor
        public void cpu() {
            bench.poll();
        }

        @Arbiter
        public void rest(II_Result r) {
            bench.pollOnceMoreAndClear(r);
        }
    }

    /// The flag alone, with what the real line does and with what it must not do. `sent` stands for the inbox.
    ///
    /// Owner: as the real one.
    abstract static class Flag {
        private static final VarHandle UNDER_WAY;

        static {
            try {
                UNDER_WAY = MethodHandles.lookup().findVarHandle(Flag.class, "underWay", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("unused") // reached through UNDER_WAY
        private int underWay = 1;

        private volatile boolean sent = true;
        private int published;
        private int seen;
        private int services;

        void raise() {
            published = 1;
            if ((int) UNDER_WAY.getAndSet(this, 1) == 0) {
                sent = true;
            }
        }

        void handle() {
            seen |= published;
            services++;
        }

        void accept() {
            UNDER_WAY.getAndSet(this, 0);
        }

        void acceptUnfenced() {
            UNDER_WAY.setRelease(this, 0);
        }

        void serveIfSent() {
            if (sent) {
                sent = false;
                serve();
            }
        }

        abstract void serve();

        void report(II_Result r) {
            serveIfSent();
            r.r1 = seen;
            r.r2 = services;
        }
    }

    /// A line that is opened after the handler has looked misses what comes in between.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "It was neither sent nor seen.")
    @Outcome(expect = ACCEPTABLE, desc = "As the real line.")
    @State
    public static class RaiseTwinThatOpensAfterHandler extends Flag {
        @Override
        void serve() {
            handle();
            accept();
        }

        @Actor
        public void raiser() {
            raise();
        }

        @Actor
        public void cpu() {
            serveIfSent();
        }

        @Arbiter
        public void rest(II_Result r) {
            report(r);
        }
    }

    /// A line that is opened by a store without a fence is still closed for others while the handler looks.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "It was neither sent nor seen.")
    @Outcome(expect = ACCEPTABLE, desc = "As the real line.")
    @State
    public static class RaiseTwinThatOpensWithoutFence extends Flag {
        @Override
        void serve() {
            acceptUnfenced();
            handle();
        }

        @Actor
        public void raiser() {
            raise();
        }

        @Actor
        public void cpu() {
            serveIfSent();
        }

        @Arbiter
        public void rest(II_Result r) {
            report(r);
        }
    }
}
