package anax.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// The laws on compiled classes, as rules that are applied to the classes of one module.
///
/// A rule names the classes that it excepts; the nested classes of those are excepted with them.
final class Architecture {
    private static final String CONTINUATIONS = "jdk.internal.vm";
    private static final List<Class<?>> WAITING = List.of(
            BlockingQueue.class,
            CountDownLatch.class,
            CyclicBarrier.class,
            Exchanger.class,
            Phaser.class,
            Semaphore.class);

    private Architecture() {}

    /// Of our own packages only the named ones are used, with those below them.
    static ArchRule usesOfOurs(String... packages) {
        DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                "are ours, but not of " + Arrays.toString(packages),
                target -> isIn(target, "anax") && Arrays.stream(packages).noneMatch(name -> isIn(target, name)));
        return noClasses()
                .should()
                .dependOnClassesThat(forbidden)
                .because("modules depend one way: runtime, netstack and procmaps, bench")
                .allowEmptyShould(true);
    }

    /// No package depends on itself by way of others.
    static ArchRule noPackageCycles() {
        return slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /// Each package uses only those that stand before it. A name that ends in `..` includes the packages below.
    static ArchRule packageOrder(String... packages) {
        List<ArchRule> rules = new ArrayList<>();
        for (int i = 0; i < packages.length - 1; i++) {
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(packages[i])
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Arrays.copyOfRange(packages, i + 1, packages.length))
                    .because("the packages have an order; what two share sits below both")
                    .allowEmptyShould(true));
        }
        return CompositeArchRule.of(rules);
    }

    /// The Java thread is asked for in the named class only: elsewhere compiled code may keep the carrier of before a
    /// switch.
    static ArchRule javaThreadOnlyIn(String... excepted) {
        return noClasses()
                .that(areNot(excepted))
                .should()
                .accessTargetWhere(targets(Thread.class, "currentThread"))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .because("after a switch they may name the carrier of before; ask Cpu.current()")
                .allowEmptyShould(true);
    }

    /// The JVM's continuations are touched by the named class only, and nobody outside of its package sees it.
    static ArchRule continuationsOnlyIn(String excepted) {
        return CompositeArchRule.of(noClasses()
                        .that(areNot(excepted))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(CONTINUATIONS)
                        .because("a second engine must be able to stand behind that one class")
                        .allowEmptyShould(true))
                .and(classes()
                        .that()
                        .haveFullyQualifiedName(excepted)
                        .should()
                        .bePackagePrivate()
                        .because("callers see lightweight threads, never continuations")
                        .allowEmptyShould(true));
    }

    static ArchRule noUnsafe() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Unsafe")
                .because("use VarHandle, Agrona's buffers or java.lang.foreign")
                .allowEmptyShould(true);
    }

    /// Of JCTools only the queues on VarHandle, and the interfaces that they have in common with the others.
    static ArchRule onlyVarHandleQueues() {
        DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                "are JCTools, but neither on VarHandle nor MessagePassingQueue",
                target -> isIn(target, "org.jctools")
                        && !isIn(target, "org.jctools.queues.varhandle")
                        && !isOrIsInside(target, "org.jctools.queues.MessagePassingQueue"));
        return noClasses()
                .should()
                .dependOnClassesThat(forbidden)
                .because("the others stand on sun.misc.Unsafe; see org.jctools.queues.varhandle")
                .allowEmptyShould(true);
    }

    static ArchRule noAffinityLock() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("net\\.openhft\\.affinity\\.Affinity(?:Lock|ThreadFactory)(?:\\$.*)?")
                .because("it keeps lock files and refuses CPUs that are not isolated; use Affinity.setAffinity")
                .allowEmptyShould(true);
    }

    /// Locks, monitors and what else makes a thread wait for another are for the named classes: start, stop and the
    /// gate
    /// for foreign threads.
    static ArchRule locksOnlyIn(String... excepted) {
        DescribedPredicate<JavaClass> locks = DescribedPredicate.describe(
                "are locks or make a thread wait",
                target -> (isIn(target, "java.util.concurrent.locks") && !target.isEquivalentTo(LockSupport.class))
                        || WAITING.stream().anyMatch(target::isAssignableTo));
        return CompositeArchRule.of(noClasses()
                        .that(areNot(excepted))
                        .should()
                        .dependOnClassesThat(locks)
                        .orShould()
                        .accessTargetWhere(targets(Object.class, "wait", "notify", "notifyAll"))
                        .because("nothing locks on the way of a message or a packet; send a message to the owner")
                        .allowEmptyShould(true))
                .and(noMethods()
                        .that()
                        .areDeclaredInClassesThat(areNot(excepted))
                        .should()
                        .haveModifier(JavaModifier.SYNCHRONIZED)
                        .because("nothing locks on the way of a message or a packet; send a message to the owner")
                        .allowEmptyShould(true));
    }

    /// A Java thread is parked and woken in the named classes only.
    static ArchRule parkingOnlyIn(String... excepted) {
        return noClasses()
                .that(areNot(excepted))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LockSupport.class)
                .because("a CPU rests and wakes in one place, where the race between the two is closed")
                .allowEmptyShould(true);
    }

    /// The JVM is ended in the named classes only.
    static ArchRule exitOnlyIn(String... excepted) {
        return noClasses()
                .that(areNot(excepted))
                .should()
                .accessTargetWhere(targets(System.class, "exit"))
                .orShould()
                .accessTargetWhere(targets(Runtime.class, "exit", "halt"))
                .because("the program that uses a library decides when it ends")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> areNot(String... names) {
        return DescribedPredicate.describe(
                names.length == 0 ? "are any" : "are not " + String.join(", ", names),
                candidate -> Arrays.stream(names).noneMatch(name -> isOrIsInside(candidate, name)));
    }

    /// Calls of the methods, and method references to them.
    private static DescribedPredicate<JavaAccess<?>> targets(Class<?> owner, String... methods) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + String.join(" or ", methods),
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && List.of(methods).contains(access.getTarget().getName()));
    }

    private static boolean isIn(JavaClass candidate, String packageName) {
        return (candidate.getPackageName() + ".").startsWith(packageName + ".");
    }

    private static boolean isOrIsInside(JavaClass candidate, String name) {
        return candidate.getName().equals(name) || candidate.getName().startsWith(name + "$");
    }

    /// Every package is a slice of its own.
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass member) {
            return SliceIdentifier.of(member.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
