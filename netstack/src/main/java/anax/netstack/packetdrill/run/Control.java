package anax.netstack.packetdrill.run;

import anax.netstack.ip.ErrorReport;
import java.util.LinkedHashMap;
import java.util.Map;

/// A piece of control data that comes with a message, as Linux would hand it over.
///
/// Owner: nobody, it never changes.
///
/// @param level  whose it is
/// @param type   what it is
/// @param values its fields by their names; one without a name if it is a number
record Control(long level, long type, Map<String, Long> values) {
    private static final String ALONE = "";
    private static final long SOL_IP = Constants.value("SOL_IP");
    private static final long SOL_TCP = Constants.value("SOL_TCP");
    private static final long IP_RECVERR = Constants.value("IP_RECVERR");
    private static final long TCP_CM_INQ = Constants.value("TCP_CM_INQ");
    private static final long FROM_ICMP = Constants.value("SO_EE_ORIGIN_ICMP");

    /// Copies the map.
    Control {
        values = new LinkedHashMap<>(values);
    }

    /// What is left to be read.
    static Control unread(int octets) {
        return of(SOL_TCP, TCP_CM_INQ, octets);
    }

    /// Control data that is a number.
    static Control of(long level, long type, long value) {
        return new Control(level, type, Map.of(ALONE, value));
    }

    /// An error that the network reports.
    static Control of(ErrorReport report) {
        final Map<String, Long> fields = new LinkedHashMap<>();
        fields.put("ee_errno", Constants.value(UdpFile.errno(report.error())));
        fields.put("ee_origin", FROM_ICMP);
        fields.put("ee_type", (long) report.type());
        fields.put("ee_code", (long) report.code());
        fields.put("ee_info", (long) report.mtu());
        fields.put("ee_data", 0L);
        return new Control(SOL_IP, IP_RECVERR, fields);
    }

    /// As a script would write it.
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(name.equals(ALONE) ? "" : "=")
                .append(value));
        final String data = values.containsKey(ALONE) ? text.toString() : "{" + text + "}";
        return "{cmsg_level=" + level + ", cmsg_type=" + type + ", cmsg_data=" + data + "}";
    }
}
