package anax.runtime;

import anax.runtime.crossbar.CacheLinePadding;
import anax.runtime.crossbar.Doorbell;

/// What other CPUs read of a CPU, between padding: on a cache line that nobody writes. Each send reads it; beside
/// words that the CPU writes all the time, each of these reads would wait for the line.
///
/// Owner: nobody; constants.
abstract class CpuIdentity extends CacheLinePadding {
    final Machine machine;
    final int id;
    final Doorbell doorbell = new Doorbell();

    CpuIdentity(Machine machine, int id) {
        this.machine = machine;
        this.id = id;
    }
}
