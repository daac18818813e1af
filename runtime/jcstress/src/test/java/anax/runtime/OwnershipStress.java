package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Whoever reads that a thread is his finds in its plain fields what the owner before him left there.
///
/// First result: what the new owner read before he asked whose it is, when he may see anything. Second: what he read
/// after he found that it is his, -1 if it isn't yet.
///
/// On x86 the processor keeps both sides in order by itself, so what shows the twin is the compiler, which reads once
/// where nothing forbids it.
final class OwnershipStress {
    private static final int NOT_YET = -1;

    private OwnershipStress() {}

    /// The real thread, handed over by the real method.
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "It is not his yet.")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "It is his, as it was left.")
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = FORBIDDEN,
            desc = "It is his, and not as it was left.")
    @State
    public static class HandOver {
        private static final Machine MACHINE = IdleMachine.ofCpus(2);
        private static final Cpu FROM = MACHINE.cpu(0);
        private static final Cpu TO = MACHINE.cpu(1);

        private final Lwkt thread = new Lwkt(FROM, "moved", Priority.DAEMON, null);

        @Actor
        public void oldOwner() {
            thread.nest(1);
            thread.changeCpu(TO);
        }

        @Actor
        public void newOwner(II_Result r) {
            r.r1 = thread.nesting();
            r.r2 = thread.cpu() == TO ? thread.nesting() : NOT_YET;
        }
    }

    /// The same with a plain word.
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It is his, and not as it was left.")
    @Outcome(expect = ACCEPTABLE, desc = "As by the real method.")
    @State
    public static class HandOverTwinWithPlainWord {
        private static final String FROM = "from";
        private static final String TO = "to";

        private String owner = FROM;
        private int nesting;

        @Actor
        public void oldOwner() {
            nesting++;
            owner = TO;
        }

        @Actor
        @SuppressWarnings("ReferenceEquality") // owners are compared by identity
        public void newOwner(II_Result r) {
            r.r1 = nesting;
            r.r2 = owner == TO ? nesting : NOT_YET;
        }
    }
}
