package anax.bench;

import anax.runtime.inspect.InspectionClient;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.MachineSnapshot;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds the machines of this user's processes and asks what they do.
///
/// Owner: the main thread. Allocates. Blocks for [#PATIENCE] at most for each machine.
final class LwktLook {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final String command;
    private final Long pid; // null for all

    /// What was seen.
    ///
    /// @param machines by socket
    /// @param denied   how many could not be looked at; each was told of
    record Seen(Map<Path, MachineSnapshot> machines, int denied) {}

    LwktLook(Surroundings surroundings, String command, Long pid) {
        this.surroundings = surroundings;
        this.command = command;
        this.pid = pid;
    }

    /// Asks all machines, or those of one process.
    ///
    /// @param stacks whether the stacks of threads are wanted
    Seen ask(boolean stacks) throws IOException {
        Map<Path, Long> sockets;
        try {
            sockets = folder().sockets();
        } catch (IOException untrusted) {
            say(untrusted.getMessage() == null ? untrusted.toString() : untrusted.getMessage());
            return new Seen(Map.of(), 1);
        }
        Map<Path, MachineSnapshot> machines = new LinkedHashMap<>();
        int denied = 0;
        for (Map.Entry<Path, Long> socket : sockets.entrySet()) {
            if (pid != null && !pid.equals(socket.getValue())) {
                continue;
            }
            try {
                machines.put(
                        socket.getKey(),
                        new InspectionClient(surroundings.clock(), PATIENCE).ask(socket.getKey(), stacks));
            } catch (ConnectException nobody) {
                // What a killed process left behind.
            } catch (IOException failed) {
                denied++;
                say("process " + socket.getValue() + " could not be looked at: " + failed.getMessage());
            }
        }
        return new Seen(machines, denied);
    }

    /// Says that there is no machine.
    ///
    /// @return the exit code
    int nothingFound() throws IOException {
        if (pid == null) {
            say("none of your processes has a machine that can be looked at in " + folder().path()
                    + "; start one with ./anax lwkt demo");
            return ExitCodes.NOT_FOUND;
        }
        Absence absence = Absence.of(
                pid,
                "look at its machines",
                "has no machine that can be looked at in " + folder().path()
                        + "; its program has to call Inspector.open");
        say(absence.sentence());
        return absence.code();
    }

    void say(String sentence) {
        surroundings.err().println("anax lwkt " + command + ": " + sentence);
    }

    private InspectionFolder folder() throws IOException {
        return InspectionFolder.ofThisUser(surroundings.variables());
    }
}
