package anax.netstack.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each construct of the language can fail: the scripts about the language, with one thing wrong in each.
class LanguageTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill/language");

    private static Result run(String text) {
        return ScriptRunner.run("language.pkt", text, RunOptions.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '\u0001', textBlock = """
            tcp-inq @ cmsg_data=600 @ cmsg_data=601 @ cmsg_data=600}]
            tcp-inq @ TCP_CM_INQ, cmsg_data=0 @ IP_RECVERR, cmsg_data=0 @ msg_control: expected
            tcp-inq-is-off @ msg_control=[] @ msg_control=[{cmsg_level=6, cmsg_type=36, cmsg_data=0}] @ got []
            msg-more @ +.1 send(3, ..., 100, 0) @ +.1 send(3, ..., 100, MSG_MORE) @ time: expected
            msg-more @ 300, MSG_MORE @ 300, 0 @ payload: expected 1000, got 300
            msg-more-waits-200-ms @ . 1:301 @ P. 1:301 @ flags: expected P., got .
            msg-more-and-close @ FP. 1:301 @ F. 1:301 @ flags: expected F., got FP.
            msg-trunc-of-a-stream @ 300, MSG_TRUNC) = 300 @ 300, MSG_PEEK) = 300 @ SIOCINQ: expected 700, got 1000
            msg-trunc-of-datagrams @ msg_flags=MSG_TRUNC @ msg_flags=0 @ msg_flags: expected 0, got MSG_TRUNC
            msg-trunc-of-datagrams @ SIOCINQ, [100] @ SIOCINQ, [200] @ SIOCINQ: expected 200, got 100
            msg-waitall @ 300, MSG_WAITALL) = 300 @ 300, 0) = 300 @ result: expected 300, got 200
            msg-oob-is-in-line @ SIOCATMARK, [1] @ SIOCATMARK, [0] @ SIOCATMARK: expected 0, got 1
            ip-recverr-of-tcp @ IP_RECVERR, [1] @ IP_RECVERR, [0] @ revents of 3: expected POLLIN|POLLERR, got 0
            ip-recverr-of-udp @ ee_info=1300 @ ee_info=1301 @ ee_info=1300
            ip-recverr-of-udp @ events=0, revents=POLLERR @ events=0, revents=0 @ expected 0, got POLLERR
            tcp-noopt-of-a-client @ TCP_NOOPT, [1], 4 @ TCP_NOOPT, [0], 4 @ TCP_NOOPT: expected 1, got 0
            tcp-noopt-of-a-server @ > S. 0:0(0) ack 1 win 65535 @ > S. 0:0(0) ack 1 win 65535 <mss 1460> @ options
            options-of-the-other-version @ = -1 ENOPROTOOPT (Protocol not available) @ = 0 @ got -1 ENOPROTOOPT
            options-of-udp @ getsockopt(3, IPPROTO_IP, IP_TTL, [7] @ getsockopt(3, IPPROTO_IP, IP_TTL, [8] @ got 7
            sysctl-later-of-linux @ tcp_sack=0 @ tcp_sack=1 @ options: expected <mss 1460,nop,wscale 7>
            sysctl-later-of-bsd @ delacktime=100 @ delacktime=40 @ time: expected
            sysctl-later-of-bsd @ insecure_rst=1 @ insecure_rst=0 @ got -1 EAGAIN
            ip-route-advmss @ advmss 900 @ advmss 901 @ options: expected <mss 900
            ip-route-mtu-lock @ mtu lock 1300 @ mtu 1300 @ seq: expected 1261, got 1
            ip-route-later @ advmss 700 @ advmss 701 @ options: expected <mss 700
            ss @ grep -q LISTEN @ grep -q ESTAB @ got:      State Recv-Q Send-Q
            ss @ `! ss -tn state established @ `! ss -tn state all @ left of that
            ss @ grep -w 1 @ grep -w 2 @ left of that: []
            epoll-urgent-data @ events=EPOLLPRI, u32=77 @ events=EPOLLPRI, u32=78 @ events: expected
            epoll-urgent-data @ urg 10 @ urg 0 @ result: expected 1, got 0
            epoll-data @ ..., 0, 0) = -1 EINVAL (Invalid argument) @ ..., 1, 0) = 0 @ result: expected 0, got 1
            epoll-end-of-the-peer @ {events=EPOLLIN|EPOLLRDHUP, fd=3}, 1 @ {events=EPOLLIN, fd=3}, 1 @ events: expected
            poll-of-several @ revents=POLLNVAL @ revents=0 @ revents of 9: expected 0, got POLLNVAL
            tcp-info-counts @ tcpi_bytes_retrans == 1000 @ tcpi_bytes_retrans == 0 @ tcpi_bytes_retrans = 1000
            tcp-info-limits @ tcpi_sndbuf_limited == 200000 @ tcpi_sndbuf_limited == 1 @ tcpi_sndbuf_limited = 200000
            tcp-info-by-getsockopt @ tcpi_snd_wnd=65535 @ tcpi_snd_wnd=65534 @ tcpi_snd_wnd: expected 65534, got 65535
            descriptors-as-words @ = O_RDWR|O_NONBLOCK @ = O_RDWR @ result: expected O_RDWR, got 2050
            """)
    void shouldFailWhenOneThingIsWrong(String script, String right, String wrong, String message) throws IOException {
        final String text = Files.readString(FOLDER.resolve(script + ".pkt"));
        final int at = text.indexOf(right);
        assertThat(at).as(right + " in " + script).isNotNegative();
        final Result result = run(text.substring(0, at) + wrong + text.substring(at + right.length()));
        assertThat(result.verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(result.shown()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            `ip route change default rto_min 5ms`   | rto_min in `ip route change default rto_min 5ms`
            `ip route del default`                  | command `ip route del default`
            `ss -i state all`                       | -i in `ss -i state all`
            `ss state sleeping`                     | state sleeping in `ss state sleeping`
            `ss -H sport = :http`                   | port :http in `ss -H sport = :http`
            setsockopt(3, SOL_SOCKET, SO_OOBINLINE, [0], 4) = 0 | SO_OOBINLINE off: urgent octets stay in line
            getsockopt(3, IPPROTO_TCP, TCP_INFO, {tcpi_soul=1}, [4]) = 0 | field tcpi_soul of TCP_INFO
            recv(3, ..., 10, MSG_CONFIRM) = 0       | MSG_CONFIRM in recv
            < sctp: DATA                            | a packet of sctp
            < ipv4 192.0.2.1 > 192.168.0.1: gre flags [odd present]: udp (1) | flag odd of GRE
            """)
    void shouldNameWhatItDoesNotKnow(String event, String construct) {
        assertThat(run("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 " + event)
                        .shown())
                .startsWith("UNSUPPORTED language.pkt:2 ")
                .contains(construct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`ss -H state all | awk 1`",
                "`ss -H state all | sort | grep 1`",
                "`ss -H state all | wc`",
                "`ss -H state all | grep -z 1`",
                "`ss -H state all | grep -q [`",
                "`ss -H state all | grep 1 /etc/passwd`"
            })
    void shouldRunNoProgram(String command) {
        assertThat(run("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 " + command + "\n+0 close(3) = 0")
                        .shown())
                .startsWith("UNSUPPORTED language.pkt:2 ")
                .endsWith(" in " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--netmask_ip=255.255.255.0",
                "--gateway_ip=192.168.0.2",
                "--code_command=python3",
                "--code_format=python",
                "--code_sockopt=TCP_INFO",
                "--mss=1000",
                "--speed=0",
                "--send_omit_free",
                "--debug",
            })
    void shouldTakeOptionOfTheScript(String option) {
        assertThat(run(option + "\n0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n")
                        .shown())
                .isEqualTo("PASS language.pkt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--netmask_ip=255.0.255.0|--netmask_ip=255.0.255.0 is no netmask; write one such as 255.255.0.0",
                "--mss=0|--mss=0 is not 1 to 65535",
                "--code_format=perl|--code_format=perl: code is Python's",
                "--code_sockopt=TCP_CC_INFO|--code_sockopt=TCP_CC_INFO: code knows TCP_INFO"
            })
    void shouldRefuseOptionOfTheScript(String option, String message) {
        assertThat(run(option + "\n0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n")
                        .shown())
                .contains(message);
    }

    /// At the end every socket is closed and a RST comes from the peer, at the number that the stack wants next.
    @Test
    void shouldEndTheConnectionWhenTheScriptEnds() {
        final StringBuilder trace = new StringBuilder();
        ScriptRunner.run(
                "language.pkt",
                """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +.1 < S 100:100(0) win 65535 <mss 1000>
                +0 > S. 0:0(0) ack 101 win 65535 <mss 1460>
                +.1 < . 1:1(0) ack 1 win 65535
                +0 accept(3, ..., ...) = 4
                +0 < P. 1:11(10) ack 1 win 65535
                +0 read(4, ..., 10) = 10
                """,
                RunOptions.standard().withTrace(line -> trace.append(line).append('\n')));
        assertThat(trace.toString()).endsWith("0.200000 < R 111!:111!(0)\n");
    }

    /// The receive space of BSD is a multiple of the MSS once the connection stands.
    @Test
    void shouldRoundTheReceiveSpaceUpWhenBsdIsExpected() {
        final String text = """
                0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
                +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
                +0 > S 0:0(0) win 65535 <mss 1460,nop,wscale 6,sackOK,TS val 0 ecr 0>
                +.1 < S. 0:0(0) ack 1 win 65535 <mss 1460,nop,wscale 6,sackOK,eol,eol>
                +0 > . 1:1(0) ack 1 win 1026
                """;
        final Result result =
                ScriptRunner.run("language.pkt", text, RunOptions.standard().withProfile(Profile.BSD));
        assertThat(result.shown()).isEqualTo("PASS language.pkt"); // 45 * 1460 = 65,700 = 1,026 * 64 + 36
    }
}
