package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.io.PrintStream;

/// The same as comma-separated values (RFC 4180): one heading for all targets, one row for each region or gap.
///
/// Owner: one run.
final class CsvReport {
    private static final String HEADING = "target,use,start,end,size,permissions,offset,major,minor,inode,name,"
            + "rss_kib,pss_kib,private_dirty_kib,swap_kib";
    private static final String[] PAGE_KEYS = {"Rss", "Pss", "Private_Dirty", "Swap"};

    private final PrintStream out;
    private boolean begun;

    CsvReport(PrintStream out) {
        this.out = out;
    }

    void write(String label, ProcessMemory memory, View view) {
        if (!begun) {
            out.print(HEADING + "\r\n");
            begun = true;
        }
        MapsSnapshot map = memory.map();
        for (View.Line line : view.lines(memory)) {
            var row = new StringBuilder(quoted(label)).append(',');
            if (line.isGap()) {
                row.append(line.gap().kind()).append(',');
                row.append(Long.toHexString(line.gap().start())).append(',');
                row.append(
                        line.gap().end() == 0
                                ? "10000000000000000"
                                : Long.toHexString(line.gap().end()));
                row.append(',').append(Long.toUnsignedString(line.gap().size())).append(",,,,,,,,,,");
            } else {
                int region = line.region();
                row.append(memory.classes().category(region)).append(',');
                row.append(Long.toHexString(map.start(region))).append(',');
                row.append(Long.toHexString(map.end(region))).append(',');
                row.append(Long.toUnsignedString(map.size(region))).append(',');
                row.append(Permissions.text(map.permissions(region))).append(',');
                row.append(Long.toHexString(map.offset(region))).append(',');
                row.append(map.major(region))
                        .append(',')
                        .append(map.minor(region))
                        .append(',');
                row.append(Long.toUnsignedString(map.inode(region))).append(',');
                row.append(quoted(map.name(region)));
                for (String key : PAGE_KEYS) {
                    long kib = memory.pages()
                            .map(pages -> pages.value(region, key))
                            .orElse(-1L);
                    row.append(',').append(kib < 0 ? "" : Long.toString(kib));
                }
            }
            out.print(row.append("\r\n"));
        }
    }

    static String quoted(String words) {
        boolean plain = true;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            plain &= c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        return plain ? words : '"' + words.replace("\"", "\"\"") + '"';
    }
}
