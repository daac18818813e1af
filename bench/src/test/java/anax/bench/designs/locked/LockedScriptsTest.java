package anax.bench.designs.locked;

import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.netstack.packetdrill.junit.ScriptTests;
import anax.netstack.packetdrill.run.RunOptions;
import anax.netstack.packetdrill.run.ScriptStack;
import anax.netstack.stack.Partition;
import anax.runtime.clock.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The locked designs keep each rule that the stack keeps: all scripts pass on them, strictly.
///
/// The script takes the turns of the design's only worker, whose thread does not run; locks are entered as ever. The
/// fine design has one bucket here, for a script knows one engine of connections only.
class LockedScriptsTest {
    private static final Path FOLDER = Path.of("../netstack/src/test/packetdrill");

    @TestFactory
    Stream<DynamicTest> shouldKeepEachRuleUnderOneLock() throws IOException {
        return ScriptTests.in(FOLDER, RunOptions.standard().withStack(setup -> {
            final ScriptClock clock = new ScriptClock(setup.startNs());
            return new LockedStack(clock, GiantDesign.locked().assemble(workload(setup), setup.link(), clock));
        }));
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepEachRuleUnderManyLocks() throws IOException {
        return ScriptTests.in(FOLDER, RunOptions.standard().withStack(setup -> {
            final ScriptClock clock = new ScriptClock(setup.startNs());
            return new LockedStack(clock, FineDesign.ofOneBucket().assemble(workload(setup), setup.link(), clock));
        }));
    }

    private static Workload workload(ScriptStack.Setup setup) {
        return new Workload(setup.config(), setup.address(), List.of(), Work.NONE);
    }

    /// A clock that the script moves. Owner: its run.
    private static final class ScriptClock implements Clock {
        private long nowNs;

        private ScriptClock(long startNs) {
            nowNs = startNs;
        }

        @Override
        public long nowNs() {
            return nowNs;
        }
    }

    /// A design whose one worker a script drives. Owner: the run of the script.
    private static final class LockedStack implements ScriptStack {
        private final ScriptClock clock;
        private final Assembly<? extends Worker> design;
        private final Worker worker;

        private LockedStack(ScriptClock clock, Assembly<? extends Worker> design) {
            this.clock = clock;
            this.design = design;
            worker = design.workers()[0];
        }

        @Override
        public Partition streams() {
            return design.streams().getFirst();
        }

        @Override
        public Partition datagrams() {
            return design.unicast();
        }

        @Override
        public List<Partition> engines() {
            return design.engines();
        }

        @Override
        public long nowNs() {
            return clock.nowNs;
        }

        @Override
        public void now(long ns) {
            clock.nowNs = ns;
            worker.turn();
        }

        @Override
        public long nextDeadlineNs() {
            return worker.nextDeadlineNs();
        }

        @Override
        public void expire() {
            worker.turn();
        }

        @Override
        public void receive() {
            worker.turn();
        }

        @Override
        public void endBatch() {
            call(() -> {});
            worker.turn();
        }

        @Override
        public void call(Runnable call) {
            worker.call(call);
        }

        @Override
        public int outstanding() {
            return worker.pool().outstanding();
        }
    }
}
