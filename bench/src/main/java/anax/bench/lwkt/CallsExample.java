package anax.bench.lwkt;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.Message;
import anax.runtime.call.Call;
import anax.runtime.call.CallKind;
import anax.runtime.call.CallPort;
import anax.runtime.call.CallPortConfig;
import anax.runtime.task.Scope;
import anax.runtime.task.Task;
import anax.runtime.timer.Timer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// System calls of an application: three that it adds while the machine runs, and a program that uses them.
///
/// Owner: the ordinary thread that runs it. Allocates.
///
/// | call     | is answered                                      | how                                  |
/// |----------|--------------------------------------------------|--------------------------------------|
/// | [#WHERE] | at once, on the caller's CPU and stack           | [CallKind#IN_PLACE]                  |
/// | [#ALARM] | later: the handler keeps it, a timer replies it  | [CallKind#IN_PLACE], [Message#ASYNC] |
/// | [#LINES] | when the file is read; the CPU goes on meanwhile | [CallKind#BLOCKING]                  |
public final class CallsExample {
    /// On which CPU the caller is.
    public static final int WHERE = 1;

    /// Nothing, after as many nanoseconds as its first argument says.
    public static final int ALARM = 2;

    /// How many lines the file has that its object names.
    public static final int LINES = 3;

    private static final long ALARM_NS = 5_000_000;
    private static final int THREADS_OF_POOL = 2;

    private CallsExample() {}

    /// Adds the calls; any thread may call, while others call the port.
    static void addTo(CallPort system) {
        system.add(WHERE, "where", CallKind.IN_PLACE, call -> {
            call.value(Cpu.current().id());
            return 0;
        });
        system.add(ALARM, "alarm", CallKind.IN_PLACE, call -> {
            Timer timer = new Timer((_, _) -> call.replyMessage(0), 0);
            Cpu.current().timers().schedule(timer, Cpu.current().nowNs() + call.first());
            return Message.ASYNC;
        });
        system.add(LINES, "lines", CallKind.BLOCKING, call -> {
            try (var lines = Files.lines((Path) call.object())) {
                call.value(lines.count());
            }
            return 0;
        });
    }

    /// Runs the program: a task on each CPU.
    ///
    /// @return what it says, a line for each call
    /// @throws anax.runtime.task.TaskFailedException if one of its threads failed
    public static List<String> run(Machine machine, Path file) {
        List<List<String>> said = new ArrayList<>();
        try (CallPort system =
                new CallPort(machine, CallPortConfig.named("system").withThreads(THREADS_OF_POOL))) {
            Task.create(machine, 0, "program", () -> {
                        said.add(List.of("before they were added: "
                                + (system.doMessage(new Call(WHERE)) == CallPort.NO_SUCH_CALL ? "no such call" : "?")));
                        addTo(system);
                        try (Scope scope = Scope.open()) {
                            for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
                                List<String> lines = new ArrayList<>();
                                said.add(lines);
                                scope.fork(cpu, "caller-" + cpu, () -> call(system, file, lines));
                            }
                            scope.join();
                        }
                    })
                    .join();
        }
        return said.stream().flatMap(List::stream).toList();
    }

    private static void call(CallPort system, Path file, List<String> said) {
        final Call alarm = new Call(ALARM).arguments(ALARM_NS);
        final long beganNs = Cpu.current().nowNs();
        system.sendMessage(alarm); // goes on at once; the reply comes to this thread's port

        final Call where = new Call(WHERE);
        check(system.doMessage(where), where);
        final String who = "CPU " + where.value();
        said.add(who + ": where: answered in place");

        final Neighbour neighbour = new Neighbour();
        final Call lines = new Call(LINES).object(file);
        try (Scope scope = Scope.open()) {
            scope.fork("neighbour", neighbour::count); // until the scope is closed
            check(Task.doMessage(system, lines), lines);
        }
        said.add(who + ": lines: " + lines.value() + " in " + file + "; meanwhile another thread of the CPU had "
                + (neighbour.turns > 0 ? "its turns" : "no turn"));

        Lwkt.current().port().waitReply(alarm);
        said.add(String.format(
                Locale.ROOT,
                "%s: alarm: replied after %.1f ms",
                who,
                (Cpu.current().nowNs() - beganNs) / 1e6));
    }

    private static void check(int result, Call call) {
        if (result != 0) {
            throw new IllegalStateException("call " + call.number() + " answered " + result, call.failure());
        }
    }

    /// A thread beside one that waits for a file. Owner: the CPU of both.
    private static final class Neighbour {
        private long turns;

        private void count() {
            while (true) {
                Task.checkCancelled();
                turns++;
                Lwkt.giveWay();
            }
        }
    }
}
