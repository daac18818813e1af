package anax.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
    @TempDir
    private Path root;

    private MachineReader reader;

    @BeforeEach
    void makeReader() {
        reader = new MachineReader(root);
    }

    @Test
    void shouldReadAVirtualMachine() throws IOException {
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu vme hypervisor lahf_lm\n");
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\tf\nCpus_allowed_list:\t0-3\n");
        write("proc/self/cgroup", "0::/system.slice/anax\n");
        write("proc/sys/kernel/osrelease", "6.18.44\n");
        write("sys/devices/system/cpu/online", "0-3,8\n");
        write("sys/devices/system/cpu/smt/active", "1\n");
        write("sys/devices/system/node/online", "0-1\n");
        write("sys/fs/cgroup/system.slice/anax/cpu.max", "150000 100000\n");
        assertThat(reader.facts())
                .isEqualTo(new MachineFacts(
                        "AMD EPYC",
                        5,
                        "0-3",
                        "1.50 processors",
                        "on",
                        "0-1",
                        true,
                        System.getProperty("os.name") + " 6.18.44"));
    }

    @Test
    void shouldNotTakeABareMachineForAVirtualOne() throws IOException {
        write("proc/cpuinfo", "model name\t: Ryzen\nflags\t\t: fpu vme nohypervisor_either\n");
        assertThat(reader.facts().virtualMachine()).isFalse();
    }

    @Test
    void shouldNameAnArmByItsPart() throws IOException {
        write("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
        assertThat(reader.facts().cpuModel()).isEqualTo("implementer 0x41, part 0xd0c");
    }

    @Test
    void shouldSayUnknownWhereTheKernelTellsNothing() {
        MachineFacts facts = reader.facts();
        assertThat(facts.cpuModel()).isEqualTo(System.getProperty("os.arch"));
        assertThat(facts.processorsAllowed()).isEqualTo("unknown");
        assertThat(facts.smt()).isEqualTo("unknown");
        assertThat(facts.numaNodes()).isEqualTo("unknown");
        assertThat(facts.cpuQuota()).isEqualTo("none");
        assertThat(reader.load()).isEqualTo("unknown");
        assertThat(reader.processorTime()).isEqualTo(new ProcStat(0, 0, 0, 0));
    }

    @Test
    void shouldSeeNoQuotaWhenTheGroupMayUseEverything() throws IOException {
        write("sys/fs/cgroup/cpu.max", "max 100000\n");
        assertThat(reader.facts().cpuQuota()).isEqualTo("none");
    }

    @Test
    void shouldTakeTheLoadOfTheLastMinute() throws IOException {
        write("proc/loadavg", "0.52 1.00 2.00 2/345 6789\n");
        assertThat(reader.load()).isEqualTo("0.52");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
