package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule of [ArchitectureTest] finds what it is for, and lets pass what only looks like it.
class ArchitectureFiresTest {
    private static final String RUNTIME_CLASS = "package anax.runtime; public class Thing {}";
    private static final String NETSTACK_CLASS = "package anax.netstack; public class Thing {}";

    @TempDir
    private Path folder;

    @Test
    void shouldFindUseOfModuleThatStandsAbove() {
        String bad = "package anax.runtime; class Sample { anax.netstack.Thing thing; }";
        assertThat(fires(Architecture.usesOfOurs("anax.runtime"), bad, NETSTACK_CLASS))
                .isTrue();
    }

    @Test
    void shouldAcceptUseOfModuleThatStandsBelow() {
        String good = "package anax.netstack; class Sample { anax.runtime.Thing thing; }";
        assertThat(fires(Architecture.usesOfOurs("anax.runtime", "anax.netstack"), good, RUNTIME_CLASS))
                .isFalse();
    }

    @Test
    void shouldFindPackageCycle() {
        String one = "package anax.a; public class One { anax.b.Two two; }";
        String two = "package anax.b; public class Two { anax.a.One one; }";
        assertThat(fires(Architecture.noPackageCycles(), one, two)).isTrue();
    }

    @Test
    void shouldFindCycleThroughParentPackage() {
        String one = "package anax.a; public class One { anax.a.b.Two two; }";
        String two = "package anax.a.b; public class Two { anax.a.One one; }";
        assertThat(fires(Architecture.noPackageCycles(), one, two)).isTrue();
    }

    @Test
    void shouldAcceptPackagesWithoutCycle() {
        String one = "package anax.a; public class One { anax.b.Two two; }";
        String two = "package anax.b; public class Two {}";
        assertThat(fires(Architecture.noPackageCycles(), one, two)).isFalse();
    }

    @Test
    void shouldFindPackageThatUsesLaterOne() {
        String wire = "package anax.netstack.wire; public class Wire { anax.netstack.tcp.Tcp tcp; }";
        String tcp = "package anax.netstack.tcp; public class Tcp {}";
        ArchRule order = Architecture.packageOrder("anax.netstack.wire..", "anax.netstack.ip..", "anax.netstack.tcp..");
        assertThat(fires(order, wire, tcp)).isTrue();
    }

    @Test
    void shouldAcceptPackageThatUsesEarlierOne() {
        String wire = "package anax.netstack.wire; public class Wire {}";
        String tcp = "package anax.netstack.tcp; public class Tcp { anax.netstack.wire.Wire wire; }";
        ArchRule order = Architecture.packageOrder("anax.netstack.wire..", "anax.netstack.ip..", "anax.netstack.tcp..");
        assertThat(fires(order, wire, tcp)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a() { return Thread.currentThread(); }",
                "java.util.function.Supplier<Thread> a() { return Thread::currentThread; }",
                "java.util.function.Supplier<Thread> a() { return () -> Thread.currentThread(); }",
                "ThreadLocal<String> a;",
                "Object a = new InheritableThreadLocal<String>();"
            })
    void shouldFindJavaThreadOutsideOfCarrier(String body) {
        ArchRule rule = Architecture.javaThreadOnlyIn("anax.runtime.Carrier");
        assertThat(fires(rule, sample(body))).isTrue();
    }

    @Test
    void shouldAcceptJavaThreadInCarrier() {
        ArchRule rule = Architecture.javaThreadOnlyIn("anax.runtime.Carrier");
        String carrier = "package anax.runtime; class Carrier { Object a() { return Thread.currentThread(); }"
                + " class Inner { Object b() { return Thread.currentThread(); } } }";
        assertThat(fires(rule, carrier)).isFalse();
    }

    @Test
    void shouldFindContinuationsOutsideOfFiber() {
        ArchRule rule = Architecture.continuationsOnlyIn("anax.runtime.Fiber");
        assertThat(fires(rule, sample("Object a = new jdk.internal.vm.ContinuationScope(\"a\");")))
                .isTrue();
    }

    @Test
    void shouldFindPublicFiber() {
        ArchRule rule = Architecture.continuationsOnlyIn("anax.runtime.Fiber");
        assertThat(fires(rule, "package anax.runtime; public class Fiber { jdk.internal.vm.Continuation a; }"))
                .isTrue();
    }

    @Test
    void shouldAcceptContinuationsInHiddenFiber() {
        ArchRule rule = Architecture.continuationsOnlyIn("anax.runtime.Fiber");
        assertThat(fires(rule, "package anax.runtime; class Fiber { jdk.internal.vm.Continuation a; }"))
                .isFalse();
    }

    @Test
    void shouldFindUnsafe() {
        assertThat(fires(Architecture.noUnsafe(), sample("sun.misc.Unsafe a;"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a = new org.jctools.queues.SpscArrayQueue<String>(8);",
                "Object a = new org.jctools.queues.atomic.SpscAtomicArrayQueue<String>(8);",
                "org.jctools.maps.NonBlockingHashMap<String, String> a;"
            })
    void shouldFindQueueThatIsNotOnVarHandle(String body) {
        assertThat(fires(Architecture.onlyVarHandleQueues(), sample(body))).isTrue();
    }

    @Test
    void shouldAcceptQueueOnVarHandle() {
        String body = "org.jctools.queues.MessagePassingQueue<String> a ="
                + " new org.jctools.queues.varhandle.SpscVarHandleArrayQueue<String>(8);"
                + " void b() { a.drain(c -> {}, 8); }";
        assertThat(fires(Architecture.onlyVarHandleQueues(), sample(body))).isFalse();
    }

    @Test
    void shouldFindAffinityLock() {
        assertThat(fires(Architecture.noAffinityLock(), sample("net.openhft.affinity.AffinityLock a;")))
                .isTrue();
        assertThat(fires(Architecture.noAffinityLock(), sample("net.openhft.affinity.Affinity a;")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a = new java.util.concurrent.locks.ReentrantLock();",
                "java.util.concurrent.CountDownLatch a;",
                "Object a = new java.util.concurrent.ArrayBlockingQueue<String>(8);",
                "void a() throws Exception { wait(); }",
                "void a() { notifyAll(); }",
                "synchronized void a() {}"
            })
    void shouldFindLock(String body) {
        assertThat(fires(Architecture.locksOnlyIn("anax.runtime.Machine"), sample(body)))
                .isTrue();
    }

    @Test
    void shouldAcceptLockWhereItIsAllowedAndParkingByItsOwnRule() {
        String body = "synchronized void a() { java.util.concurrent.locks.LockSupport.park(); }";
        assertThat(fires(Architecture.locksOnlyIn("anax.runtime.Sample"), sample(body)))
                .isFalse();
        assertThat(fires(Architecture.parkingOnlyIn("anax.runtime.Sample"), sample(body)))
                .isFalse();
    }

    @Test
    void shouldFindParking() {
        String body = "void a() { java.util.concurrent.locks.LockSupport.park(); }";
        assertThat(fires(Architecture.parkingOnlyIn("anax.runtime.PinnedDriver"), sample(body)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void a() { System.exit(1); }",
                "void a() { Runtime.getRuntime().halt(1); }",
                "java.util.function.IntConsumer a = System::exit;"
            })
    void shouldFindExit(String body) {
        assertThat(fires(Architecture.exitOnlyIn("anax.bench.Anax"), sample(body)))
                .isTrue();
    }

    private boolean fires(ArchRule rule, String... sources) {
        return rule.evaluate(Compiled.classes(folder, sources)).hasViolation();
    }

    private static String sample(String body) {
        return "package anax.runtime; class Sample { " + body + " }";
    }
}
