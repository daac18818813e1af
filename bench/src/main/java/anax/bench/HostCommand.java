package anax.bench;

import anax.bench.measure.Setting;
import anax.bench.throughput.host.Host;
import anax.bench.throughput.host.HostRequest;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Hosts a design for a fork that measures: does what the lines of standard input say, and ends with them.
///
/// Owner: the main thread.
@Command(name = "host", hidden = true, description = "Runs a design for a fork; not for use by hand.")
final class HostCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "what to host, as JSON")
    private String request;

    HostCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        HostRequest asked = JSON.readValue(request, HostRequest.class);
        Setting setting = new Setting(asked.cpus(), Topology.ofThisProcess(), Pinning.openHft(), surroundings.clock());
        try (Host host = new Host(asked, setting)) {
            host.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), surroundings.out());
        }
        return ExitCodes.OK;
    }
}
