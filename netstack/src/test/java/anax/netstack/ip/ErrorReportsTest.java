package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The oldest errors stay, in the order of their coming; what finds no room is counted.
class ErrorReportsTest {
    private static ErrorReport report(int mtu) {
        return new ErrorReport(IcmpError.TOO_LONG, 3, 4, mtu, 0);
    }

    @Test
    void shouldGiveOldestFirst() {
        final ErrorReports reports = new ErrorReports();
        assertThat(reports.poll()).isNull();
        reports.add(report(1));
        reports.add(report(2));
        assertThat(reports.poll()).isEqualTo(report(1));
        assertThat(reports.poll()).isEqualTo(report(2));
        assertThat(reports.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetTheNewestWhenFull() {
        final ErrorReports reports = new ErrorReports();
        for (int i = 0; i < ErrorReports.MOST + 3; i++) {
            reports.add(report(i));
        }
        assertThat(reports.forgotten()).isEqualTo(3);
        ErrorReport last = null;
        while (!reports.isEmpty()) {
            last = reports.poll();
        }
        assertThat(last).isEqualTo(report(ErrorReports.MOST - 1));
    }
}
