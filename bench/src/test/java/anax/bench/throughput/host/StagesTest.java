package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.designs.frame.CpuTally;
import anax.bench.designs.frame.Exchange;
import anax.bench.measure.Count;
import anax.bench.throughput.load.Spin;
import anax.netstack.dispatch.Classifier;
import anax.netstack.ip.Ipv4Input;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpInput;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpInput;
import anax.netstack.wire.UdpHeader;
import anax.runtime.Cpu;
import anax.runtime.timer.TimerWheel;
import org.junit.jupiter.api.Test;

class StagesTest {

    @Test
    void shouldTellTheStageByTheClass() {
        assertThat(stage(Spin.class)).isEqualTo(Count.IN_SERVICE);
        assertThat(stage(CpuTally.class)).isEqualTo(Count.IN_SERVICE);
        assertThat(stage(Classifier.class)).isEqualTo(Count.IN_RECEIVE);
        assertThat(stage(Ipv4Input.class)).isEqualTo(Count.IN_IP);
        assertThat(stage(UdpInput.class)).isEqualTo(Count.IN_UDP);
        assertThat(stage(TcpInput.class)).isEqualTo(Count.IN_TCP);
        assertThat(stage(UdpEndpoint.class)).isEqualTo(Count.IN_SOCKET);
        assertThat(stage(TcpEndpoint.class)).isEqualTo(Count.IN_SOCKET);
        assertThat(stage(Exchange.class)).isEqualTo(Count.IN_SERVICE);
        assertThat(stage(Cpu.class)).isEqualTo(Count.IN_RUNTIME);
        assertThat(Stages.stageOf("anax.bench.designs.locked.SpinParkGuard")).isEqualTo(Count.IN_LOCKS);
        assertThat(Stages.stageOf("anax.bench.throughput.load.LoadQueue")).isEqualTo(Count.IN_LOAD);
    }

    /// Headers and buffers are used by all stages.
    @Test
    void shouldLeaveItToTheCallerWhereAllStagesUseAClass() {
        assertThat(stage(UdpHeader.class)).isNull();
        assertThat(stage(TimerWheel.class)).isNull();
        assertThat(stage(String.class)).isNull();
    }

    private static Count stage(Class<?> type) {
        return Stages.stageOf(type.getName());
    }
}
