package anax.bench.scheduler.idle;

import anax.bench.measure.Setting;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;

/// Anax: a machine that was booted and given nothing to do.
///
/// Owner: as of [Idler]. Allocates when made.
public final class IdleMachine implements Idler {
    private final Machine machine;

    /// Boots it.
    public IdleMachine(Setting setting, int cpus) {
        machine = Machine.boot(
                MachineConfig.ofCpus(cpus).withName("anax-idle"),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> {
                    throw new IllegalStateException(thread + " ran on an idle machine", failure);
                });
    }

    @Override
    public List<String> notes() {
        return machine.warnings();
    }

    @Override
    public void close() {
        machine.close();
    }
}
