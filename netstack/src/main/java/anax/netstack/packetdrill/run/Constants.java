package anax.netstack.packetdrill.run;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The numbers of names that calls are given. They are Linux's, but no script sees more of them than their names.
///
/// Owner: nobody; constants.
final class Constants {
    static final int O_NONBLOCK = 0x800;
    static final int O_RDWR = 2;

    static final int MSG_OOB = 1;
    static final int MSG_PEEK = 2;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_EOR = 0x80;
    static final int MSG_WAITALL = 0x100;
    static final int MSG_ERRQUEUE = 0x2000;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_MORE = 0x8000;

    static final int POLLIN = 1;
    static final int POLLPRI = 2;
    static final int POLLOUT = 4;
    static final int POLLERR = 8;
    static final int POLLHUP = 0x10;
    static final int POLLNVAL = 0x20;
    static final int POLLRDNORM = 0x40;
    static final int POLLRDBAND = 0x80;
    static final int POLLWRNORM = 0x100;
    static final int POLLRDHUP = 0x2000;
    static final int EPOLLONESHOT = 1 << 30;
    static final int EPOLLET = 1 << 31;

    static final int SHUT_RD = 0;
    static final int SHUT_WR = 1;
    static final int SHUT_RDWR = 2;

    private static final long CLOSE_ON_EXEC = 0x8_0000;
    private static final String[] READINESS = {
        "POLLIN",
        "POLLPRI",
        "POLLOUT",
        "POLLERR",
        "POLLHUP",
        "POLLNVAL",
        "POLLRDNORM",
        "POLLRDBAND",
        "POLLWRNORM",
        "POLLRDHUP"
    };
    private static final String[] MESSAGE = {"MSG_OOB", "MSG_TRUNC", "MSG_EOR", "MSG_ERRQUEUE"};
    private static final Map<String, Long> NUMBERS = new HashMap<>();

    static {
        NUMBERS.put("AF_INET", 2L);
        NUMBERS.put("PF_INET", 2L);
        NUMBERS.put("SOCK_STREAM", 1L);
        NUMBERS.put("SOCK_DGRAM", 2L);
        NUMBERS.put("SOCK_NONBLOCK", (long) O_NONBLOCK);
        NUMBERS.put("IPPROTO_IP", 0L);
        NUMBERS.put("IPPROTO_TCP", 6L);
        NUMBERS.put("IPPROTO_UDP", 17L);
        NUMBERS.put("O_RDONLY", 0L);
        NUMBERS.put("O_WRONLY", 1L);
        NUMBERS.put("O_RDWR", (long) O_RDWR);
        NUMBERS.put("O_NONBLOCK", (long) O_NONBLOCK);
        NUMBERS.put("SOCK_CLOEXEC", CLOSE_ON_EXEC);
        NUMBERS.put("EPOLL_CLOEXEC", CLOSE_ON_EXEC);
        NUMBERS.put("SOL_SOCKET", 1L);
        NUMBERS.put("SOL_IP", 0L);
        NUMBERS.put("SOL_TCP", 6L);
        NUMBERS.put("SOL_UDP", 17L);
        NUMBERS.put("SHUT_RD", (long) SHUT_RD);
        NUMBERS.put("SHUT_WR", (long) SHUT_WR);
        NUMBERS.put("SHUT_RDWR", (long) SHUT_RDWR);
        messages();
        polling();
        errors();
    }

    private Constants() {}

    private static void messages() {
        NUMBERS.put("MSG_OOB", (long) MSG_OOB);
        NUMBERS.put("MSG_PEEK", (long) MSG_PEEK);
        NUMBERS.put("MSG_TRUNC", (long) MSG_TRUNC);
        NUMBERS.put("MSG_DONTWAIT", (long) MSG_DONTWAIT);
        NUMBERS.put("MSG_EOR", (long) MSG_EOR);
        NUMBERS.put("MSG_WAITALL", (long) MSG_WAITALL);
        NUMBERS.put("MSG_ERRQUEUE", (long) MSG_ERRQUEUE);
        NUMBERS.put("MSG_NOSIGNAL", (long) MSG_NOSIGNAL);
        NUMBERS.put("MSG_MORE", (long) MSG_MORE);
        NUMBERS.put("TCP_INQ", 36L);
        NUMBERS.put("TCP_CM_INQ", 36L);
        NUMBERS.put("IP_RECVERR", 11L);
        NUMBERS.put("CMSG_LEVEL_IP", 0L);
        NUMBERS.put("CMSG_TYPE_RECVERR", 11L);
        NUMBERS.put("SO_EE_ORIGIN_NONE", 0L);
        NUMBERS.put("SO_EE_ORIGIN_LOCAL", 1L);
        NUMBERS.put("SO_EE_ORIGIN_ICMP", 2L);
    }

    private static void errors() {
        NUMBERS.put("EACCES", 13L);
        NUMBERS.put("EPROTO", 71L);
        NUMBERS.put("EMSGSIZE", 90L);
        NUMBERS.put("ENETUNREACH", 101L);
        NUMBERS.put("ECONNREFUSED", 111L);
        NUMBERS.put("EHOSTUNREACH", 113L);
    }

    private static void polling() {
        for (final String prefix : new String[] {"", "E"}) {
            NUMBERS.put(prefix + "POLLIN", (long) POLLIN);
            NUMBERS.put(prefix + "POLLPRI", (long) POLLPRI);
            NUMBERS.put(prefix + "POLLOUT", (long) POLLOUT);
            NUMBERS.put(prefix + "POLLERR", (long) POLLERR);
            NUMBERS.put(prefix + "POLLHUP", (long) POLLHUP);
            NUMBERS.put(prefix + "POLLNVAL", (long) POLLNVAL);
            NUMBERS.put(prefix + "POLLRDNORM", (long) POLLRDNORM);
            NUMBERS.put(prefix + "POLLRDBAND", (long) POLLRDBAND);
            NUMBERS.put(prefix + "POLLWRBAND", 0x200L);
            NUMBERS.put(prefix + "POLLMSG", 0x400L);
            NUMBERS.put(prefix + "POLLWRNORM", (long) POLLWRNORM);
            NUMBERS.put(prefix + "POLLRDHUP", (long) POLLRDHUP);
        }
        NUMBERS.put("EPOLLEXCLUSIVE", 1L << 28);
        NUMBERS.put("EPOLLWAKEUP", 1L << 29);
        NUMBERS.put("EPOLLONESHOT", (long) EPOLLONESHOT);
        NUMBERS.put("EPOLLET", EPOLLET & 0xFFFF_FFFFL);
    }

    /// The number of a name; empty if it is none of those that mean something here.
    static OptionalLong number(String name) {
        final Long number = NUMBERS.get(name);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /// The number of a name that is known to be here.
    static long value(String name) {
        return number(name).orElseThrow();
    }

    /// Readiness as a script writes it.
    static String readiness(int mask, String prefix) {
        return joined(mask, READINESS, prefix);
    }

    /// What comes back with a message, as a script writes it.
    static String messageFlags(int mask) {
        return joined(mask, MESSAGE, "");
    }

    private static String joined(int mask, String[] names, String prefix) {
        final StringBuilder text = new StringBuilder();
        for (final String name : names) {
            if ((mask & NUMBERS.get(name)) != 0) {
                text.append(text.isEmpty() ? "" : "|").append(prefix).append(name);
            }
        }
        return text.isEmpty() ? "0" : text.toString();
    }
}
