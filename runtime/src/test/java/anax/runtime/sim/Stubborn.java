package anax.runtime.sim;

import anax.runtime.Cpu;
import anax.runtime.InterruptLine;
import anax.runtime.Lwkt;
import anax.runtime.Priority;

/// Two threads on CPU 0 and 1, each given away by an interrupt thread that preempted it: each acquires the other
/// instead of switching, and so both wait for ever.
final class Stubborn {
    private static final Lwkt[] THREADS = new Lwkt[2];
    private static final boolean[] GIVEN = new boolean[2];

    private Stubborn() {}

    static void spawnTwo(SimulatedMachine machine) {
        for (int cpu = 0; cpu < 2; cpu++) {
            int here = cpu;
            GIVEN[cpu] = false;
            THREADS[cpu] = machine.spawn(cpu, "stubborn", () -> giveUpAndTake(machine, here));
        }
    }

    private static void giveUpAndTake(SimulatedMachine machine, int here) {
        InterruptLine giver = Cpu.current().interrupts().addThread("giver", Priority.INTERRUPT_LOW, () -> {
            THREADS[here].deschedule();
            THREADS[here].giveAway();
            GIVEN[here] = true;
        });
        giver.raise();
        Lwkt.checkpoint();
        int other = 1 - here;
        while (!GIVEN[other]) {
            Cpu.current().waitIpi(machine.machine().cpu(other));
        }
        THREADS[other].acquire();
    }
}
