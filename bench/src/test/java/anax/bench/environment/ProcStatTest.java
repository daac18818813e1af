package anax.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcStatTest {
    /// A program's name may hold blanks and parentheses; utime 7, stime 8, cutime 90, cstime 10.
    private static final String SELF = "4711 (ja va) x) R 1 1 1 0 -1 4194560 100 200 0 0 7 8 90 10 20 0 30 0 999 1 2\n";

    /// proc_stat(5): user nice system idle iowait irq softirq steal guest guest_nice; guest is part of user
    /// already.
    @Test
    void shouldReadTheFirstLineOnly() {
        ProcStat stat =
                ProcStat.parse("cpu  100 1 50 800 9 2 3 35 70 7\ncpu0 50 0 25 400 4 1 1 17 35 3\nintr 1 2\n", SELF);
        assertThat(stat).isEqualTo(new ProcStat(1000, 809, 35, 115));
    }

    @Test
    void shouldTellTheSharesOfTheTimeInBetween() {
        ProcStat during = new ProcStat(3000, 1200, 135, 615).since(new ProcStat(1000, 200, 35, 115));
        assertThat(during).isEqualTo(new ProcStat(2000, 1000, 100, 500));
        assertThat(during.stealShare()).isCloseTo(0.05, within(1e-12));
        assertThat(during.othersShare()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void shouldKnowNothingWhereTheKernelTellsNothing() {
        assertThat(ProcStat.parse("", "")).isEqualTo(new ProcStat(0, 0, 0, 0));
        assertThat(ProcStat.parse("", "").stealShare()).isZero();
        assertThat(ProcStat.parse("", "").othersShare()).isZero();
        assertThat(ProcStat.parse("cpu  1 2 3 4\n", "")).isEqualTo(new ProcStat(10, 4, 0, 0));
    }
}
