package anax.netstack.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of expectation can fail: with the place, and with what was expected and got in one notation.
class ScriptRunTest {
    /// A connection that is opened from here, exchanges data and closes; every line of it holds.
    private static final String STORY = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 setsockopt(3, IPPROTO_TCP, TCP_NODELAY, [1], 4) = 0
            +0 getsockopt(3, IPPROTO_TCP, TCP_NODELAY, [1], [4]) = 0
            +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
            +0 fcntl(3, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)
            +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
            +0 > [tos 0x0, ttl 64] S 0:0(0) win 65535 <mss 1460,sackOK,TS val 0 ecr 0,nop,wscale 7>
            +0 poll([{fd=3, events=POLLOUT, revents=0}], 1, 0) = 0
            +.1 < S. 0:0(0) ack 1 win 65535 <mss 1460,nop,nop,sackOK>
            +0 > . 1:1(0) ack 1 win 65535
            +0 poll([{fd=3, events=POLLOUT, revents=POLLOUT}], 1, 0) = 1
            +0 %{ assert tcpi_state == TCP_ESTABLISHED, tcpi_state }%
            +.1 write(3, ..., 1000) = 1000
            +0 > P. 1:1001(1000) ack 1
            +1 > P. 1:1001(1000) ack 1
            +.1 < . 1:1(0) ack 1001 win 65535
            +.1 < P. 101:201(100) ack 1001 win 65535
            +0 > . 1001:1001(0) ack 1 <nop,nop,sack 101:201>
            +0...0.2 poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 1000) = 1
            +.2 < P. 1:101(100) ack 1001 win 65535
            +0 > . 1001:1001(0) ack 201 win 65335
            +0 ioctl(3, SIOCINQ, [200]) = 0
            +0 recv(3, ..., 50, MSG_PEEK) = 50
            +0 read(3, ..., 1000) = 200
            +0 read(3, ..., 1000) = -1 EAGAIN (Resource temporarily unavailable)
            +.1 < R. 201:201(0) ack 1001 win 0
            +0 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNRESET], [4]) = 0
            +0 close(3) = 0
            """;

    /// A connection that is opened from here, as far as the options of its SYN.
    private static final String SYN = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
            +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
            +0 > S 0:0(0) win 65535\s""";

    private static Result run(String text) {
        return ScriptRunner.run("story.pkt", text, RunOptions.standard());
    }

    private static Result run(String text, RunOptions options) {
        return ScriptRunner.run("story.pkt", text, options);
    }

    @Test
    void shouldPassWhenAllIsAsExpected() {
        final Result result = run(STORY);
        assertThat(result.shown()).isEqualTo("PASS story.pkt");
        assertThat(result.totals()).isEqualTo(new Totals(5, 6, 16, 1));
    }

    /// Line, the text that is right, the wrong one, and what the message must name.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
             3 | TCP_NODELAY, [1], [4]   | TCP_NODELAY, [0], [4]   | TCP_NODELAY: expected 0, got 1
             5 | 0x802                   | 0x2                     | result: expected 0x2, got 2050
             6 | EINPROGRESS             | EALREADY                | result: expected -1 EALREADY, got -1 EINPROGRESS
             7 | tos 0x0                 | tos 0x4                 | service: expected tos 0x4, got tos 0x0
             7 | ttl 64                  | ttl 63                  | ttl: expected 63, got 64
             7 | S 0:0(0)                | S. 0:0(0)               | flags: expected S., got S
             7 | win 65535 <             | win 65534 <             | win: expected 65534, got 65535
             7 | mss 1460                | mss 1459                | options: expected <mss 1459,
             7 | sackOK,TS               | nop,nop,TS              | options: expected <mss 1460,nop,nop,TS
             7 | wscale 7                | wscale 8                | options: expected
             7 | ,nop,wscale 7           |                         | data offset: expected 36, got 40
             8 | revents=0               | revents=POLLOUT         | revents of 3: expected POLLOUT, got 0
             10| . 1:1(0)                | P. 1:1(0)               | flags: expected P., got .
             10| . 1:1(0) ack 1          | . 2:2(0) ack 1          | seq: expected 2, got 1
             10| . 1:1(0) ack 1          | . 1:1(0) ack 2          | ack: expected 2, got 1
             10| win 65535               | win 65535 urg 1         | urg: expected 1, got 0
             11| revents=POLLOUT         | revents=POLLIN          | revents of 3: expected POLLIN, got POLLOUT
             11| = 1                     | = 2                     | result: expected 2, got 1
             12| TCP_ESTABLISHED         | TCP_SYN_SENT            | tcpi_state = 1, TCP_SYN_SENT = 2
             13| = 1000                  | = 999                   | result: expected 999, got 1000
             14| P. 1:1001(1000)         | P. 1:1000(999)          | payload: expected 999, got 1000
             15| +1 >                    | +1.5 >                  | time: expected 1.700000, got 1.200000
             15| +1 >                    | +.5~+.6 >               | time: expected 0.700000~0.800000, got 1.200000
             18| sack 101:201            | sack 101:202            | options: expected <nop,nop,sack 101:202>
             18| sack 101:201            | sack 1:201              | options: expected <nop,nop,sack 1:201>
             19| +0...0.2                | +0...0.3                | time of return: expected
             21| win 65335               | win 65435               | win: expected 65435, got 65335
             22| [200]                   | [100]                   | SIOCINQ: expected 100, got 200
             23| = 50                    | = 51                    | result: expected 51, got 50
             24| = 200                   | = 300                   | result: expected 300, got 200
             25| -1 EAGAIN (Resource temporarily unavailable) | 0                    | result: expected 0, got -1 EAGAIN
             27| ECONNRESET              | ECONNREFUSED            | SO_ERROR: expected ECONNREFUSED, got ECONNRESET
             28| = 0                     | = -1 EBADF              | result: expected -1 EBADF, got 0
            """)
    void shouldFailWhenOneValueIsWrong(int line, String right, String wrong, String message) {
        final String[] lines = STORY.split("\n");
        assertThat(lines[line - 1]).contains(right);
        lines[line - 1] = lines[line - 1].replace(right, wrong == null ? "" : wrong);
        final Result result = run(String.join("\n", lines));
        assertThat(result.verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(result.shown())
                .startsWith("FAIL story.pkt:" + line + "\n    expected: ")
                .contains("\n    got:      ")
                .contains(message);
    }

    @Test
    void shouldFailWhenPacketIsMissing() {
        final Result result = run(STORY.replace("+.1 write(3, ..., 1000) = 1000\n", ""));
        assertThat(result.shown())
                .isEqualTo("FAIL story.pkt:13\n    expected: 0.100000 > P. 1:1001(1000) ack 1"
                        + "\n    got:      no packet until 120.100000");
    }

    @Test
    void shouldFailWhenPacketIsTooMany() {
        final Result result = run(STORY.replace("+0 > . 1:1(0) ack 1 win 65535\n", ""));
        assertThat(result.shown()).startsWith("FAIL story.pkt:13\n    expected: 0.200000 > P. 1:1001(1000) ack 1");
    }

    @Test
    void shouldFailWhenCallWaitsThatShouldNot() {
        final Result result = run("""
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +0 accept(3, ..., ...) = 4
                """);
        assertThat(result.shown()).startsWith("FAIL story.pkt:4").endsWith("got:      accept waits");
    }

    @Test
    void shouldFailWhenCallWaitsLongerThanItMay() {
        final Result result = run("""
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +0...0.5 accept(3, ..., ...) = 4
                """);
        assertThat(result.shown()).startsWith("FAIL story.pkt:4").contains("accept still waits at 0.562500");
    }

    @Test
    void shouldNotJoinSegmentsWhenTheyAreMeantStrictly() {
        final String text = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +.1 < S 0:0(0) win 65535 <mss 1000>
                +0 > S. 0:0(0) ack 1 win 65535 <mss 1460>
                +.1 < . 1:1(0) ack 1 win 65535
                +0 accept(3, ..., ...) = 4
                +0 write(4, ..., 4000) = 4000
                +0 > P. 1:4001(4000) ack 1
                """;
        assertThat(run(text).passed()).isTrue();
        assertThat(run("--strict_segments\n" + text).shown()).contains("payload: expected 4000, got 1000");
    }

    @Test
    void shouldTakeFreedomsWhenRelaxed() {
        final RunOptions relaxed = RunOptions.standard().withRelaxed(true);
        final String free = STORY.replace(
                        "sackOK,TS val 0 ecr 0,nop,wscale 7", "wscale 2,TS val 0 ecr 0,sackOK,nop,nop")
                .replace("ack 201 win 65335", "ack 201 win 100");
        assertThat(run(free, relaxed).shown()).isEqualTo("PASS story.pkt");
        assertThat(run(free).passed()).isFalse();
        assertThat(run(STORY.replace("mss 1460,sackOK,TS", "mss 1400,sackOK,TS"), relaxed)
                        .passed())
                .isFalse();
        assertThat(run(STORY.replace("ack 201 win 65335", "ack 201 win 0"), relaxed)
                        .shown())
                .contains("win: expected zero, got not zero");
    }

    @Test
    void shouldTellWhatHappensWhenItIsTraced() {
        final StringBuilder trace = new StringBuilder();
        run(STORY, RunOptions.standard().withTrace(line -> trace.append(line).append('\n')));
        assertThat(trace.toString())
                .contains("0.100000 < S. 0:0(0) ack 1 win 65535 <mss 1460,nop,nop,sackOK>\n")
                .contains("1.200000 > P. 1:1001(1000) ack 1 win 65535\n")
                .contains("read(...) = -1 EAGAIN\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 3                | AF_INET6 in socket
            0 `rm -rf /`                                                    | command `rm -rf /`
            0 `sysctl -w net.inet.tcp.fastopen.client_enable=1` | sysctl net.inet.tcp.fastopen.client_enable=1
            0 `sysctl -q net.ipv4.tcp_nonsense=1`                           | sysctl net.ipv4.tcp_nonsense=1
            0 mmap(3) = 0                                                   | call mmap
            --ip_version=ipv6 0 mmap(3) = 0                                 | IPv6, which --ip_version=ipv6 asks for
            --fuzzy 0 mmap(3) = 0                                           | --fuzzy
            """)
    void shouldNameWhatItCannotDo(String text, String construct) {
        assertThat(run(text.replace("ipv6 0", "ipv6\n0").replace("fuzzy 0", "fuzzy\n0"))
                        .verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unsupported.class,
                        unsupported -> assertThat(unsupported.construct()).isEqualTo(construct));
    }

    @Test
    void shouldRefuseScriptsOfTheOtherVersionByTheirName() {
        assertThat(ScriptRunner.run("close-ipv6.pkt", STORY, RunOptions.standard())
                        .shown())
                .startsWith("UNSUPPORTED close-ipv6.pkt:1 IPv6");
    }

    @Test
    void shouldTurnKnobsWhenCommandsSaySo() {
        assertThat(run("`sysctl -w net.inet.tcp.rfc1323=0`\n" + SYN + "<mss 1460,nop,nop,sackOK>")
                        .shown())
                .isEqualTo("PASS story.pkt");
        assertThat(run("`./defaults.sh && sysctl -q net.ipv4.tcp_sack=0 net.ipv4.tcp_timestamps=0`\n" + SYN
                                + "<mss 1460,nop,wscale 7>")
                        .shown())
                .isEqualTo("PASS story.pkt");
    }

    @Test
    void shouldKnowOtherStacksByTheirProfiles() {
        assertThat(run(
                                SYN + "<mss 1460,nop,wscale 6,sackOK,TS val 0 ecr 0>",
                                RunOptions.standard().withProfile(Profile.BSD))
                        .shown())
                .isEqualTo("PASS story.pkt");
        assertThat(run(
                                SYN + "<mss 1460,sackOK,TS val 0 ecr 0,nop,wscale 8>",
                                RunOptions.standard().withProfile(Profile.LINUX))
                        .shown())
                .isEqualTo("PASS story.pkt");
    }

    @Test
    void shouldSpeakUdp() {
        final String text = """
                0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
                +0 bind(3, ..., ...) = 0
                +0 < udp(100)
                +0 recvfrom(3, ..., 1000, 0, ..., ...) = 100
                +0 connect(3, ..., ...) = 0
                +0 write(3, ..., 50) = 50
                +0 > udp(50)
                +.1 < icmp unreachable port_unreachable [udp(50)]
                +0 read(3, ..., 1000) = -1 ECONNREFUSED (Connection refused)
                +0...0.5 recv(3, ..., 1000, 0) = 7
                +.5 < udp(7)
                """;
        assertThat(run(text).shown()).isEqualTo("PASS story.pkt");
        assertThat(run(text.replace("> udp(50)", "> udp(51)")).shown()).contains("payload: expected 51, got 50");
    }

    @Test
    void shouldReportEdgesOnceWhenDescriptorsAreWatched() {
        final String text = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +0 epoll_create(1) = 4
                +0 epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, fd=3}) = 0
                +0...0.2 epoll_wait(4, {events=EPOLLIN, fd=3}, 1, -1) = 1
                +.1 < S 0:0(0) win 65535 <mss 1000>
                +0 > S. 0:0(0) ack 1 win 65535 <mss 1460>
                +.1 < . 1:1(0) ack 1 win 65535
                +0 accept(3, ..., ...) = 5
                +0 epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN|EPOLLET, fd=5}) = 0
                +.1 < . 1:101(100) ack 1 win 65535
                +0 epoll_wait(4, {events=EPOLLIN, fd=5}, 1, 0) = 1
                +0 epoll_wait(4, {events=EPOLLIN, fd=5}, 1, 0) = 0
                +.01 < . 101:201(100) ack 1 win 65535
                +0 epoll_wait(4, {events=EPOLLIN, fd=5}, 1, 0) = 1
                """;
        assertThat(run(text).shown()).isEqualTo("PASS story.pkt");
        assertThat(run(text.replace("= 1\n+0 epoll_wait(4, {events=EPOLLIN, fd=5}, 1, 0) = 0", "= 1"))
                        .passed())
                .isTrue();
        assertThat(run(text.replace("{events=EPOLLIN, fd=5}, 1, 0) = 1", "{events=EPOLLIN, fd=3}, 1, 0) = 1"))
                        .shown())
                .contains("events: expected {events=EPOLLIN, fd=3}, got {events=EPOLLIN, fd=5}");
    }

    @Test
    void shouldGiveUpOpeningWhenItsTimeIsOver() {
        final String text = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 setsockopt(3, IPPROTO_TCP, TCP_KEEPINIT, [5], 4) = 0
                +0...5 connect(3, ..., ...) = -1 ETIMEDOUT (Connection timed out)
                +0 > S 0:0(0) win 65535 <...>
                +1 > S 0:0(0) win 65535 <...>
                +2 > S 0:0(0) win 65535 <...>
                """;
        assertThat(run(text).shown()).isEqualTo("PASS story.pkt");
        final String without = text.replace("+0 setsockopt(3, IPPROTO_TCP, TCP_KEEPINIT, [5], 4) = 0\n", "");
        assertThat(run("`sysctl -w net.inet.tcp.keepinit=5000`\n" + without).shown())
                .isEqualTo("PASS story.pkt");
        assertThat(run(without).shown()).contains("connect still waits");
    }

    /// The knobs that scripts of both dialects turn.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysctl -w net.inet.tcp.sack.enable=0",
                "sysctl -w net.inet.tcp.rfc1323=1",
                "sysctl -w net.inet.tcp.ecn.enable=0",
                "sysctl -w net.inet.tcp.recvspace=65536",
                "sysctl -w net.inet.tcp.sendspace=65536",
                "sysctl -w net.inet.tcp.insecure_rst=1",
                "sysctl -w net.inet.tcp.insecure_syn=1",
                "sysctl -w net.inet.tcp.drop_synfin=0",
                "sysctl -w net.inet.tcp.icmp_may_rst=0",
                "sysctl -w net.inet.tcp.rexmit_initial=1000",
                "sysctl -w net.inet.tcp.rexmit_slop=200",
                "sysctl -w net.inet.tcp.rexmit_drop_options=1",
                "sysctl -w net.inet.tcp.keepidle=7200000",
                "sysctl -w net.inet.tcp.keepintvl=75000",
                "sysctl -w net.inet.tcp.keepcnt=8",
                "sysctl -w net.inet.tcp.delacktime=40",
                "sysctl -w net.inet.tcp.mssdflt=536",
                "sysctl -w net.inet.tcp.v6mssdflt=1220",
                "sysctl -w net.inet.tcp.path_mtu_discovery=0",
                "sysctl -w net.inet.tcp.fastopen.client_enable=0",
                "sysctl -w net.inet.tcp.syncookies=0",
                "sysctl -w net.inet.tcp.syncookies_only=1",
                "sysctl -w net.inet.tcp.tolerate_missing_ts=1",
                "sysctl -w net.inet.tcp.blackhole=1",
                "sysctl -w net.inet.tcp.hostcache.purgenow=1",
                "sysctl -w kern.ipc.maxsockbuf=10000000",
                "sysctl -w net.inet.tcp.ecn.maxretries=1",
                "sysctl -w net.inet.tcp.pmtud_blackhole_detection=1",
                "../common/defaults.sh",
                "./defaults.sh && sysctl -q net.ipv4.tcp_timestamps=0",
                "sysctl -e -q net.ipv4.tcp_early_retrans=0",
                "../common/set_sysctls.py /proc/sys/net/ipv4/tcp_sack=0 /proc/sys/net/ipv4/tcp_syn_retries=3",
            })
    void shouldKnowKnob(String command) {
        final String text = "`" + command + "`\n0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n";
        assertThat(run(text).shown()).isEqualTo("PASS story.pkt");
    }

    @Test
    void shouldCountSocketsWhenAskedForTheirState() {
        final String text = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +.1 < S 0:0(0) win 65535 <mss 1000>
                +0 > S. 0:0(0) ack 1 win 65535 <mss 1460>
                +0 `sockstat -46 -P tcp -s | grep -c SYN_RCVD | grep -q 1`
                """;
        final Result result = run(text);
        assertThat(result.shown()).isEqualTo("PASS story.pkt");
        assertThat(result.totals().assertions()).isEqualTo(1);
        assertThat(run(text.replace("-q 1", "-q 2")).shown()).contains("got:      1 sockets in SYN_RCVD");
    }
}
