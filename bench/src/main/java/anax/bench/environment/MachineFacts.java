package anax.bench.environment;

/// The machine, as its kernel shows it to this process.
///
/// Owner: nobody; immutable.
///
/// @param cpuModel         the processor's name
/// @param processorsOnline how many the machine has switched on
/// @param processorsAllowed those that this process may use, as the kernel writes them: "0-3"
/// @param cpuQuota         how much processor time a control group allows: "none", or for instance "1.5 processors"
/// @param smt              whether processors share cores: "on", "off", "unknown"
/// @param numaNodes        the memory nodes, as the kernel writes them
/// @param virtualMachine   true if the processor says that a hypervisor is below
/// @param kernel           the operating system and its version
public record MachineFacts(
        String cpuModel,
        int processorsOnline,
        String processorsAllowed,
        String cpuQuota,
        String smt,
        String numaNodes,
        boolean virtualMachine,
        String kernel) {}
