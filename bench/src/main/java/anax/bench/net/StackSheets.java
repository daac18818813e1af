package anax.bench.net;

import anax.netstack.inspect.StackTable;
import anax.netstack.inspect.StackTable.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a stack answered, as lines of text for people.
///
/// Owner: nobody; stateless. Allocates.
public final class StackSheets {
    private static final double US_PER_MS = 1_000;
    private static final int FIRST_CPU = 3; // the column of the counters' table

    private StackSheets() {}

    /// The packets and other things that every CPU has counted, but for what none of them has.
    public static List<String> counters(StackAnswers.Answer answer) throws IOException {
        StackTable table = answer.table("counters");
        if (table.columns().size() <= FIRST_CPU) {
            throw new IOException("process " + answer.pid() + " told counters of no CPU");
        }
        List<Column> cpus = table.columns().subList(FIRST_CPU, table.columns().size() - 1);
        Sheet sheet = new Sheet(Stream.of(
                        Stream.of("GROUP", "COUNTER"),
                        cpus.stream().map(cpu -> ">" + cpu.name().replace("cpu", "CPU ")),
                        Stream.of(">TOTAL", "WHAT"))
                .flatMap(part -> part)
                .toArray(String[]::new));
        for (List<String> row : table.rows()) {
            if (!table.cell(row, "total").equals("0")) {
                sheet.row(Stream.of(
                                Stream.of(row.get(0), row.get(1)),
                                row.subList(FIRST_CPU, row.size()).stream(),
                                Stream.of(row.get(2)))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
            }
        }
        return under(answer, table, sheet);
    }

    /// Where packets go.
    public static List<String> routes(StackAnswers.Answer answer) throws IOException {
        StackTable table = answer.table("routes");
        Sheet sheet = new Sheet("DESTINATION", "GATEWAY", "DEVICE", "SOURCE", ">METRIC", ">MTU");
        for (List<String> row : table.rows()) {
            String destination = table.cell(row, "destination");
            sheet.row(
                    destination.equals("0.0.0.0/0") ? "default" : destination,
                    table.cell(row, "gateway"),
                    table.cell(row, "device"),
                    table.cell(row, "source"),
                    table.cell(row, "metric"),
                    table.cell(row, "mtu"));
        }
        return under(answer, table, sheet);
    }

    /// Who is on the links.
    public static List<String> neighbors(StackAnswers.Answer answer) throws IOException {
        StackTable table = answer.table("neighbors");
        Sheet sheet = new Sheet("ADDRESS", "DEVICE", "HARDWARE", "STATE", ">ASKED", ">WAITING", ">CPU");
        for (List<String> row : table.rows()) {
            sheet.row(
                    table.cell(row, "address"),
                    table.cell(row, "device"),
                    table.cell(row, "hardware"),
                    table.cell(row, "state"),
                    table.cell(row, "asked"),
                    table.cell(row, "waiting"),
                    table.cell(row, "cpu"));
        }
        return under(answer, table, sheet);
    }

    /// Sockets and connections.
    public static List<String> sockets(StackAnswers.Answer answer) throws IOException {
        StackTable table = answer.table("sockets");
        Sheet sheet = new Sheet(
                "PROTO",
                "STATE",
                ">RECV-Q",
                ">SEND-Q",
                "LOCAL",
                "PEER",
                ">CPU",
                ">RTT MS",
                ">CWND",
                ">RETRANS",
                ">DROPPED");
        for (List<String> row : table.rows()) {
            sheet.row(
                    table.cell(row, "proto"),
                    table.cell(row, "state"),
                    table.cell(row, "receiveQueue"),
                    table.cell(row, "sendQueue"),
                    end(table.cell(row, "local"), table.cell(row, "localPort")),
                    end(table.cell(row, "peer"), table.cell(row, "peerPort")),
                    table.cell(row, "cpu"),
                    milliseconds(table.cell(row, "rttUs")),
                    table.cell(row, "cwnd"),
                    table.cell(row, "retransmitted"),
                    table.cell(row, "dropped"));
        }
        return under(answer, table, sheet);
    }

    private static List<String> under(StackAnswers.Answer answer, StackTable table, Sheet sheet) throws IOException {
        List<String> lines = new ArrayList<>();
        StackTable interfaces = answer.table("interfaces");
        for (List<String> row : interfaces.rows()) {
            if (!interfaces.cell(row, "type").equals("loopback")) {
                lines.add(heading(answer.pid(), interfaces, row).replaceAll("\\p{Cc}", "?"));
            }
        }
        lines.addAll(sheet.lines());
        if (table.omitted() > 0) {
            lines.add("and " + table.omitted() + " more");
        }
        return lines;
    }

    private static String heading(long pid, StackTable table, List<String> row) {
        String hardware = table.cell(row, "hardware");
        return table.cell(row, "device") + ": process " + pid + ", " + table.cell(row, "addresses") + ", "
                + (hardware.isEmpty() ? "" : hardware + ", ") + "mtu " + table.cell(row, "mtu")
                + (table.cell(row, "offload").equals("yes") ? ", offload" : "")
                + (table.cell(row, "up").equals("yes") ? "" : ", down");
    }

    private static String end(String address, String port) {
        return (address.equals("0.0.0.0") ? "*" : address) + ":" + (port.equals("0") ? "*" : port);
    }

    private static String milliseconds(String microseconds) {
        return microseconds.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.3f", Long.parseLong(microseconds) / US_PER_MS);
    }
}
