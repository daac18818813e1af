package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.user.fair.FairShare;
import java.util.concurrent.CountDownLatch;

/// A thread of its own, and two of a group that has three times the weight, compute on one CPU.
final class SharingExample {
    public static void main(String[] args) throws Exception {
        long[] turns = share(500);
        System.out.println("alone " + turns[0] + ", in the group " + turns[1] + " and " + turns[2]);
    }

    static long[] share(long ms) throws Exception {
        long[] turns = new long[3];
        CountDownLatch ended = new CountDownLatch(turns.length);
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false))) {
            UserGroup all = Userland.of(machine).group("all", FairShare.plan());
            UserGroup heavy = all.group("heavy", 300);
            machine.call(0, "boot", () -> {
                long untilNs = Cpu.current().nowNs() + ms * 1_000_000;
                for (int i = 0; i < turns.length; i++) {
                    int mine = i;
                    UserGroup group = mine == 0 ? all : heavy;
                    group.create("thread-" + mine, () -> {
                        while (Cpu.current().nowNs() - untilNs < 0) {
                            turns[mine]++;
                            Lwkt.yield();
                        }
                        ended.countDown();
                    });
                }
                return null;
            });
            ended.await();
        }
        return turns;
    }
}
