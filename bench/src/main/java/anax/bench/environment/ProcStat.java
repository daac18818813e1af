package anax.bench.environment;

/// Processor time in ticks: of the whole machine since it started, as the first line of `/proc/stat` tells it, and
/// of this program with the forks that have ended, as `/proc/self/stat` does.
///
/// Owner: nobody; immutable.
///
/// @param totalTicks all time, idle and stolen included; guest time is part of user time and not counted twice
/// @param idleTicks  time in which nothing wanted to run
/// @param stealTicks time in which the host ran something else although a processor here had work
/// @param ownTicks   time that this program and its forks used
public record ProcStat(long totalTicks, long idleTicks, long stealTicks, long ownTicks) {
    private static final int FIELDS = 8;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int STEAL = 7;

    // proc_pid_stat(5): utime, stime, cutime and cstime are fields 14 to 17; the second one ends with a parenthesis.
    private static final int FIELDS_BEFORE_PARENTHESIS = 2;
    private static final int FIRST_OWN = 14;
    private static final int LAST_OWN = 17;

    /// Reads the texts of the two files; numbers are 0 that they do not hold.
    ///
    /// @param machine `/proc/stat`
    /// @param self    `/proc/self/stat`
    public static ProcStat parse(String machine, String self) {
        for (String line : machine.lines().toList()) {
            if (line.startsWith("cpu ")) {
                String[] ticks = line.substring(4).strip().split(" +");
                long total = 0;
                for (int i = 0; i < FIELDS; i++) {
                    total += at(ticks, i);
                }
                return new ProcStat(total, at(ticks, IDLE) + at(ticks, WAITING_FOR_DISK), at(ticks, STEAL), own(self));
            }
        }
        return new ProcStat(0, 0, 0, own(self));
    }

    private static long own(String self) {
        String[] fields = self.substring(self.lastIndexOf(')') + 1).strip().split(" +");
        long sum = 0;
        for (int field = FIRST_OWN; field <= LAST_OWN; field++) {
            sum += at(fields, field - FIELDS_BEFORE_PARENTHESIS - 1);
        }
        return sum;
    }

    private static long at(String[] ticks, int index) {
        return index < ticks.length ? Long.parseLong(ticks[index]) : 0;
    }

    /// What passed between `earlier` and this reading.
    public ProcStat since(ProcStat earlier) {
        return new ProcStat(
                totalTicks - earlier.totalTicks,
                idleTicks - earlier.idleTicks,
                stealTicks - earlier.stealTicks,
                ownTicks - earlier.ownTicks);
    }

    /// The stolen part of all processor time, 0 to 1.
    public double stealShare() {
        return totalTicks == 0 ? 0 : (double) stealTicks / totalTicks;
    }

    /// The part of all processor time that other programs here used, 0 to 1.
    public double othersShare() {
        long others = totalTicks - idleTicks - stealTicks - ownTicks;
        return totalTicks == 0 ? 0 : Math.max(0, (double) others / totalTicks);
    }
}
