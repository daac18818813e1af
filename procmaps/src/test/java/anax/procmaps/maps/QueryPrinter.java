package anax.procmaps.maps;

import anax.procmaps.query.PointAnswer;
import anax.procmaps.query.PointLookup;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;

/// A program of its own, with native access: asks the kernel for each region of a process by its middle address,
/// compares what it says with the text, and prints the raw names of the two files that look alike.
///
/// Owner: the test that starts it.
public final class QueryPrinter {
    private QueryPrinter() {}

    public static void main(String[] arguments) throws Exception {
        long pid = Long.parseLong(arguments[0]);
        String folder = arguments[1] + "/";
        var ok = (ReadOutcome.Ok) new ProcReader().read(pid, ProcFile.MAPS);
        var map = MapsSnapshot.parse(ok.text());
        try (PointLookup lookup = PointLookup.in(new ProcReader(), pid)) {
            if (lookup.at(map.start(0)).orElseThrow().source() == PointAnswer.Source.TEXT) {
                System.out.println("no query");
                return;
            }
            var names = new StringBuilder();
            for (Region region : map) {
                PointAnswer answer =
                        lookup.at(region.start() + region.size() / 2).orElseThrow();
                check(region, answer);
                if (region.name().startsWith(folder) && region.name().contains("\\012")) {
                    names.insert(0, ",").insert(0, answer.name().substring(folder.length()));
                }
            }
            if (lookup.at(1).isPresent()) {
                throw new IllegalStateException("nothing is mapped at 1");
            }
            String said = names.toString();
            System.out.println(said.startsWith("new") ? said : said.split(",")[1] + "," + said.split(",")[0] + ",");
        }
    }

    private static void check(Region region, PointAnswer answer) {
        boolean same = answer.start() == region.start()
                && answer.end() == region.end()
                && (answer.permissions() & 7) == (region.permissions() & 7)
                && answer.offset() == region.offset()
                && answer.major() == region.major()
                && answer.minor() == region.minor()
                && answer.inode() == region.inode();
        if (!same) {
            throw new IllegalStateException(region + " is " + answer);
        }
    }
}
