package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.ConflictPolicy;
import anax.netstack.wire.IpAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The real kernel has the address that we want, or takes it from us (RFC 5227).
@Timeout(60)
class KernelArpTest {
    private static final int OURS = IpAddress.parse(TapHost.OUR_ADDRESS).v4();
    private static final long PROBING_NS = TimeUnit.SECONDS.toNanos(8);

    @Test
    void shouldTakeAddressWhenNobodyAnswersForIt() throws Exception {
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = host(kernel, true)) {
            assertThat(uses(ours)).as("before it was asked for").isFalse();
            for (long leftNs = PROBING_NS; leftNs > 0 && !uses(ours); leftNs -= turn()) {}
            assertThat(uses(ours)).isTrue();
            assertThat(kernel.exec("ping", "-c", "1", "-W", "2", TapHost.OUR_ADDRESS)
                            .text())
                    .contains(" 0% packet loss");
        }
    }

    /// Section 2.1.1.
    @Test
    void shouldNotTakeAddressThatKernelAnswersFor() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = host(kernel, true)) {
            kernel.ip("address", "add", TapHost.OUR_ADDRESS + "/24", "dev", ours.device());
            for (long leftNs = PROBING_NS; leftNs > 0 && conflicts(ours) == 0; leftNs -= turn()) {}
            assertThat(conflicts(ours)).isPositive();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3)); // when it would be ours had nobody answered
            assertThat(uses(ours)).isFalse();
        }
    }

    /// Section 2.4, case b: once we defend it, the second time we yield.
    @Test
    void shouldDefendAddressOnceAndThenYieldIt() throws Exception {
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = host(kernel, false)) {
            assertThat(uses(ours)).isTrue();
            kernel.ip("address", "add", TapHost.OUR_ADDRESS + "/32", "dev", ours.device());
            kernel.exec("ping", "-c", "1", "-W", "1", "-I", TapHost.OUR_ADDRESS, "10.66.0.77");
            assertThat(conflicts(ours)).isPositive();
            for (int i = 0; i < 5 && uses(ours); i++) {
                kernel.exec("ping", "-c", "1", "-W", "1", "-I", TapHost.OUR_ADDRESS, "10.66.0.78");
            }
            assertThat(uses(ours)).isFalse();
        }
    }

    private static TapHost host(KernelHost kernel, boolean probe) throws Exception {
        return TapHost.on(
                kernel,
                TapConfig.tap("anaxa%d", 1, TapHost.STATION),
                stack -> stack.with(draft -> {
                    draft.probeAddresses = probe;
                    draft.conflictPolicy = ConflictPolicy.DEFEND_ONCE;
                }));
    }

    private static boolean uses(TapHost host) throws Exception {
        return host.machine()
                .call(0, "look", () -> host.stack().enter(0).interfaces().isOurs(OURS));
    }

    private static long conflicts(TapHost host) throws Exception {
        return host.machine()
                .call(0, "look", () -> host.stack().enter(0).claims().conflicts());
    }

    private static long turn() {
        final long ns = TimeUnit.MILLISECONDS.toNanos(50);
        LockSupport.parkNanos(ns);
        return ns;
    }
}
