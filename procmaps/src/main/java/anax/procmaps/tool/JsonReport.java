package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.diff.Change;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import anax.procmaps.maps.Region;
import anax.procmaps.smaps.SmapsSnapshot;
import anax.procmaps.space.Gap;
import java.io.PrintStream;

/// The same for programs: one JSON object a line for each target. Addresses, offsets, inodes and sizes of gaps are
/// strings, since many readers of JSON keep only 53 bits of a number.
///
/// Owner: one call.
final class JsonReport {
    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    JsonReport(PrintStream out) {
        this.out = out;
    }

    void write(String label, ProcessMemory memory, View view) {
        text.setLength(0);
        text.append("{\"target\":").append(quoted(label));
        memory.process().ifPresent(process -> {
            text.append(",\"pid\":").append(process.pid());
            text.append(",\"startTicks\":\"")
                    .append(Long.toUnsignedString(process.startTicks()))
                    .append('"');
            process.executable()
                    .ifPresent(file -> text.append(",\"executable\":").append(quoted(file.toString())));
        });
        text.append(",\"pageSize\":").append(memory.pageSize());
        text.append(",\"torn\":").append(memory.torn());
        text.append(",\"flaws\":").append(memory.flaws().size());
        text.append(",\"regions\":[");
        String separator = "";
        for (View.Line line : view.lines(memory)) {
            text.append(separator);
            if (line.isGap()) {
                gap(line.gap());
            } else {
                region(memory, line.region());
            }
            separator = ",";
        }
        out.println(text.append("]}"));
    }

    void write(String before, String after, MapsDiff diff) {
        text.setLength(0);
        text.append("{\"before\":").append(quoted(before)).append(",\"after\":").append(quoted(after));
        text.append(",\"changes\":[");
        String separator = "";
        for (Change change : diff.differences()) {
            text.append(separator)
                    .append("{\"change\":\"")
                    .append(change.kind())
                    .append('"');
            change.before().ifPresent(region -> side(",\"before\":{", region));
            change.after().ifPresent(region -> side(",\"after\":{", region));
            text.append('}');
            separator = ",";
        }
        out.println(text.append("]}"));
    }

    private void side(String name, Region region) {
        text.append(name);
        fields(region.map(), region.index());
        text.append('}');
    }

    private void region(ProcessMemory memory, int region) {
        text.append('{');
        fields(memory.map(), region);
        text.append(",\"use\":\"").append(memory.classes().category(region)).append('"');
        text.append(",\"why\":").append(quoted(memory.classes().why(region)));
        memory.classes()
                .thread(region)
                .ifPresent(thread -> text.append(",\"thread\":{\"tid\":")
                        .append(thread.tid())
                        .append(",\"name\":")
                        .append(quoted(thread.name()))
                        .append('}'));
        memory.pages().ifPresent(pages -> pages(pages, region));
        text.append('}');
    }

    private void fields(MapsSnapshot map, int region) {
        address("\"start\":\"", map.start(region));
        address(",\"end\":\"", map.end(region));
        text.append(",\"permissions\":\"").append(Permissions.text(map.permissions(region)));
        address("\",\"offset\":\"", map.offset(region));
        text.append(",\"major\":")
                .append(map.major(region))
                .append(",\"minor\":")
                .append(map.minor(region));
        text.append(",\"inode\":\"").append(Long.toUnsignedString(map.inode(region)));
        text.append("\",\"name\":").append(quoted(map.name(region)));
    }

    /// In KiB, by the kernel's own names.
    private void pages(SmapsSnapshot pages, int region) {
        text.append(",\"pages\":{");
        String separator = "";
        for (int i = 0; i < pages.keys().size(); i++) {
            long value = pages.value(region, i);
            if (value >= 0) {
                text.append(separator)
                        .append(quoted(pages.keys().get(i)))
                        .append(':')
                        .append(value);
                separator = ",";
            }
        }
        text.append("},\"flags\":").append(quoted(pages.flagLine(region)));
    }

    private void gap(Gap gap) {
        address("{\"start\":\"", gap.start());
        text.append(",\"end\":\"").append(gap.end() == 0 ? "10000000000000000" : Long.toHexString(gap.end()));
        text.append("\",\"gap\":\"").append(gap.kind());
        text.append("\",\"size\":\"").append(Long.toUnsignedString(gap.size())).append("\"}");
    }

    private void address(String before, long address) {
        text.append(before).append(Long.toHexString(address)).append('"');
    }

    static String quoted(String words) {
        var quoted = new StringBuilder(words.length() + 2).append('"');
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
