package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Script;
import anax.netstack.packetdrill.syntax.ScriptOption;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.wire.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a script sets for itself before it begins. What is not known is unsupported by its name.
///
/// Owner: the run of the script.
final class ScriptSettings {
    private static final long US = 1_000L;
    private static final Pattern ONLY_V6 = Pattern.compile(".*(?:[-_.]|ip)v6(?:\\.pkt)?|.*v6\\.pkt");
    private static final int MOST_MTU = 65_535;
    private static final int LEAST_MTU = 68;
    private static final int DEFAULT_MTU = 1_500;
    private static final int DEFAULT_PORT = 8_080;
    private static final int DEFAULT_PREFIX = 16;
    private static final long DEFAULT_TOLERANCE_NS = 4_000 * US;
    private static final double PERCENT = 100;

    long toleranceNs = DEFAULT_TOLERANCE_NS;
    double toleranceShare;
    boolean strictSegments;
    boolean scaledEcho;
    long tickNs;
    int mtu = DEFAULT_MTU;
    int prefix = DEFAULT_PREFIX;
    int bindPort = DEFAULT_PORT;
    int connectPort = DEFAULT_PORT;
    IpAddress local = IpAddress.parse("192.168.0.1");
    IpAddress remote = IpAddress.parse("192.0.2.1");

    /// Reads what a script sets.
    ///
    /// @param percent the tolerance if the script says nothing of it
    ScriptSettings(Script script, double percent) {
        toleranceShare = percent / PERCENT;
        final Matcher version = ONLY_V6.matcher(script.file());
        if (version.matches()) {
            throw new UnsupportedException(
                    script.events().getFirst().at(), "IPv6, which the script's name " + script.file() + " asks for");
        }
        script.options().forEach(this::set);
    }

    private void set(ScriptOption option) {
        switch (option.name()) {
            case "tolerance_usecs" -> toleranceNs = number(option, 0, Integer.MAX_VALUE) * US;
            case "tolerance_percent" -> toleranceShare = fraction(option) / PERCENT;
            case "strict_segments" -> strictSegments = true;
            case "tcp_ts_ecr_scaled" -> scaledEcho = true;
            case "tcp_ts_tick_usecs" -> tickNs = number(option, 0, Integer.MAX_VALUE) * US;
            case "mtu" -> mtu = (int) number(option, LEAST_MTU, MOST_MTU);
            case "bind_port" -> bindPort = (int) number(option, 1, 0xFFFF);
            case "connect_port" -> connectPort = (int) number(option, 1, 0xFFFF);
            case "local_ip" -> local = address(option);
            case "remote_ip" -> remote = address(option);
            case "ip_version" -> version(option);
            case "netmask_ip" -> prefix = prefixOf(address(option), option);
            case "gateway_ip" -> address(option); // the script is the only station on the link
            case "code_command", "code_format" -> python(option);
            case "code_sockopt" -> tcpInfo(option);
            case "mss" -> number(option, 1, MOST_MTU); // how a device would cut what is injected whole here
            case "speed", "send_omit_free", "persistent_tun_dev", "verbose", "debug", "v" -> {} // of a device or log
            default -> throw new UnsupportedException(option.at(), option.toString());
        }
    }

    private static void version(ScriptOption option) {
        if (!option.value().equals("ipv4")) {
            throw new UnsupportedException(option.at(), "IPv6, which " + option + " asks for");
        }
    }

    private static IpAddress address(ScriptOption option) {
        final IpAddress address;
        try {
            address = IpAddress.parse(option.value());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidScriptException(option.at(), option + ": " + wrong.getMessage());
        }
        if (!address.isV4()) {
            throw new UnsupportedException(option.at(), "IPv6, which " + option + " asks for");
        }
        return address;
    }

    private static int prefixOf(IpAddress mask, ScriptOption option) {
        final int bits = mask.v4();
        final int length = Integer.bitCount(bits);
        if (length == 0 || bits != -1 << (Integer.SIZE - length)) {
            throw new InvalidScriptException(option.at(), option + " is no netmask; write one such as 255.255.0.0");
        }
        return length;
    }

    private static void python(ScriptOption option) {
        if (!option.value().startsWith("python")) {
            throw new UnsupportedException(option.at(), option + ": code is Python's");
        }
    }

    private static void tcpInfo(ScriptOption option) {
        if (!option.value().isEmpty() && !option.value().equals("TCP_INFO")) {
            throw new UnsupportedException(option.at(), option + ": code knows TCP_INFO");
        }
    }

    private static long number(ScriptOption option, long least, long most) {
        try {
            final long value = Long.parseLong(option.value());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException wrong) {
            // Said below.
        }
        throw new InvalidScriptException(option.at(), option + " is not " + least + " to " + most);
    }

    private static double fraction(ScriptOption option) {
        try {
            return Double.parseDouble(option.value());
        } catch (NumberFormatException wrong) {
            throw new InvalidScriptException(option.at(), option + " is no number");
        }
    }

    /// By how much a time may be off that is so much later than the event before.
    long toleranceNs(long gapNs) {
        return Math.max(toleranceNs, (long) (toleranceShare * Math.max(0, gapNs)));
    }
}
