package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The modules keep the laws on their classes. [ArchitectureFiresTest] shows that each rule can fail.
class ArchitectureTest {
    private static final JavaClasses RUNTIME = classesOf("anax.runtime");
    private static final JavaClasses NETSTACK = classesOf("anax.netstack");
    private static final JavaClasses PROCMAPS = classesOf("anax.procmaps");
    private static final JavaClasses BENCH = classesOf("anax.bench");

    private static Stream<JavaClasses> modules() {
        return Stream.of(RUNTIME, NETSTACK, PROCMAPS, BENCH);
    }

    /// What messages and packets pass through.
    private static Stream<JavaClasses> dataPath() {
        return Stream.of(RUNTIME, NETSTACK);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldReadTheClassesOfEachModule(JavaClasses module) {
        assertThat(module).isNotEmpty();
    }

    @Test
    void shouldLetModulesDependOneWay() {
        Architecture.usesOfOurs("anax.runtime").check(RUNTIME);
        Architecture.usesOfOurs("anax.runtime", "anax.netstack").check(NETSTACK);
        Architecture.usesOfOurs("anax.procmaps").check(PROCMAPS);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldHaveNoPackageCycles(JavaClasses module) {
        Architecture.noPackageCycles().check(module);
    }

    @Test
    void shouldKeepTheOrderOfPackages() {
        Architecture.packageOrder(
                        "anax.runtime.clock..",
                        "anax.runtime.topology..",
                        "anax.runtime.crossbar..",
                        "anax.runtime.timer..",
                        "anax.runtime",
                        "anax.runtime.task..",
                        "anax.runtime.user",
                        "anax.runtime.user.bsd4..",
                        "anax.runtime.user.fair..",
                        "anax.runtime.call..",
                        "anax.runtime.inspect..",
                        "anax.runtime.sim..")
                .check(RUNTIME);
        Architecture.packageOrder(
                        "anax.netstack.wire..",
                        "anax.netstack.packet..",
                        "anax.netstack.link..",
                        "anax.netstack.dispatch..",
                        "anax.netstack.tap..",
                        "anax.netstack.ip..",
                        "anax.netstack.udp..",
                        "anax.netstack.congestion..",
                        "anax.netstack.tcp..",
                        "anax.netstack.socket..",
                        "anax.netstack.service..",
                        "anax.netstack.inspect..",
                        "anax.netstack.packetdrill..",
                        "anax.netstack.tool..")
                .check(NETSTACK);
        Architecture.packageOrder(
                        "anax.procmaps.text..",
                        "anax.procmaps.maps..",
                        "anax.procmaps.space..",
                        "anax.procmaps.smaps..",
                        "anax.procmaps.read..",
                        "anax.procmaps.live..",
                        "anax.procmaps.query..",
                        "anax.procmaps.jvm..",
                        "anax.procmaps.classify..",
                        "anax.procmaps.diff..",
                        "anax.procmaps.original..",
                        "anax.procmaps.show..",
                        "anax.procmaps",
                        "anax.procmaps.filter..",
                        "anax.procmaps.window.model..",
                        "anax.procmaps.window.plot..",
                        "anax.procmaps.window.export..",
                        "anax.procmaps.window.view..",
                        "anax.procmaps.window",
                        "anax.procmaps.tool..")
                .check(PROCMAPS);
    }

    @ParameterizedTest
    @MethodSource("dataPath")
    void shouldAskForTheJavaThreadUnderTheCpuLoopOnly(JavaClasses module) {
        Architecture.javaThreadOnlyIn(
                        "anax.runtime.CpuProcessor",
                        "anax.runtime.ForeignPort",
                        "anax.runtime.call.CallDirectory",
                        "anax.netstack.socket.ForeignCaller")
                .check(module);
    }

    @ParameterizedTest
    @MethodSource("dataPath")
    void shouldTouchContinuationsInTheFiberOnly(JavaClasses module) {
        Architecture.continuationsOnlyIn("anax.runtime.Fiber").check(module);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldUseNoUnsafe(JavaClasses module) {
        Architecture.noUnsafe().check(module);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldUseOnlyVarHandleQueues(JavaClasses module) {
        Architecture.onlyVarHandleQueues().check(module);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldPinWithoutLockFiles(JavaClasses module) {
        Architecture.noAffinityLock().check(module);
    }

    /// The sockets of ordinary threads lock where they open, change and close them; what they send and receive
    /// does not.
    @ParameterizedTest
    @MethodSource("dataPath")
    void shouldLockAtStartStopAndTheForeignGateOnly(JavaClasses module) {
        Architecture.locksOnlyIn(
                        "anax.runtime.Machine",
                        "anax.runtime.Rest",
                        "anax.runtime.ForeignGate",
                        "anax.netstack.socket.BlockingUdpSocket",
                        "anax.netstack.socket.BlockingTcpSocket")
                .check(module);
    }

    /// The driver parks CPUs; `Rest` is where the ordinary thread that stops a machine waits for it,
    /// `ForeignPort` where one waits for replies, and `CallWorker` an ordinary thread on which calls may block.
    @ParameterizedTest
    @MethodSource("dataPath")
    void shouldParkInThePinnedDriverAndAtStopOnly(JavaClasses module) {
        Architecture.parkingOnlyIn(
                        "anax.runtime.PinnedDriver",
                        "anax.runtime.Rest",
                        "anax.runtime.ForeignPort",
                        "anax.runtime.call.CallWorker")
                .check(module);
    }

    /// A measuring process that was forked is a program of its own, and ends when the one that forked it is gone.
    @ParameterizedTest
    @MethodSource("modules")
    void shouldEndTheJvmInMainOnly(JavaClasses module) {
        Architecture.exitOnlyIn("anax.bench.Anax", "anax.bench.ForkCommand", "anax.procmaps.tool.MapsMain")
                .check(module);
    }

    private static JavaClasses classesOf(String packageName) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName);
    }
}
