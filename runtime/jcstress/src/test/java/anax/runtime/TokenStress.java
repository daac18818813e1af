package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two CPUs that take a token: one after the other is in, and who comes second sees what the first has written.
///
/// The results: what each of the two made of a number by adding one under the token.
final class TokenStress {
    private TokenStress() {}

    /// The real token.
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "Both were in, or the second did not see what the first wrote.")
    @State
    public static class Exclusive {
        private final Token token = new Token("stressed");
        private int number;

        private int addUnderToken() {
            while (!token.tryTake()) {
                Thread.onSpinWait();
            }
            final int sum = ++number;
            token.drop();
            return sum;
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = addUnderToken();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = addUnderToken();
        }
    }

    /// Two that do not look whether anybody has it.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "Both were in.")
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "Something else.")
    @State
    public static class ExclusiveTwinThatDoesNotLook {
        private int number;

        @Actor
        public void one(II_Result r) {
            r.r1 = ++number;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = ++number;
        }
    }

    /// A reader and a writer.
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "The reader was in before the writer, or after it.")
    @Outcome(expect = FORBIDDEN, desc = "The reader saw half of what the writer did.")
    @State
    public static class Shared {
        private final Token token = new Token("stressed");
        private int left;
        private int right;

        @Actor
        public void reader(II_Result r) {
            while (!token.tryTakeShared(true)) {
                Thread.onSpinWait();
            }
            final int seen = left;
            r.r1 = seen == right ? seen : -1;
            token.dropShared();
        }

        @Actor
        public void writer(II_Result r) {
            while (!token.tryTake()) {
                Thread.onSpinWait();
            }
            left++;
            right++;
            r.r2 = left;
            token.drop();
        }
    }

    /// A reader that does not look whether somebody writes.
    @JCStressTest
    @Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "The reader saw half of what the writer did.")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "The reader was in before the writer, or after it.")
    @Outcome(expect = FORBIDDEN, desc = "Something else.")
    @State
    public static class SharedTwinThatDoesNotLook {
        private final Token token = new Token("stressed");
        private int left;
        private int right;

        @Actor
        public void reader(II_Result r) {
            final int seen = left;
            r.r1 = seen == right ? seen : -1;
        }

        @Actor
        public void writer(II_Result r) {
            while (!token.tryTake()) {
                Thread.onSpinWait();
            }
            left++;
            right++;
            r.r2 = left;
            token.drop();
        }
    }
}
