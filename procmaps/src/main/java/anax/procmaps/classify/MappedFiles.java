package anax.procmaps.classify;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The files of a map by device and inode: which are executable, which are mapped from their head on, which is the
/// program.
///
/// Owner: one classification. Allocates an entry for each file.
final class MappedFiles {
    private record Key(int major, int minor, long inode) {}

    private static final class Use {
        private boolean executable;
        private boolean head;
    }

    private final MapsSnapshot map;
    private final Map<Key, Use> uses = new HashMap<>();
    private final Key program;

    MappedFiles(MapsSnapshot map, OptionalLong codeAddress, String executable) {
        this.map = map;
        for (int i = 0; i < map.count(); i++) {
            if (hasFile(i)) {
                Use use = uses.computeIfAbsent(key(i), _ -> new Use());
                use.executable |= (map.permissions(i) & Permissions.EXECUTE) != 0;
                use.head |= map.offset(i) == 0;
            }
        }
        this.program = program(codeAddress, executable);
    }

    /// Whether a file is behind it.
    boolean hasFile(int region) {
        return map.inode(region) != 0;
    }

    boolean isProgram(int region) {
        return program != null && key(region).equals(program);
    }

    boolean isSomewhereExecutable(int region) {
        Use use = uses.get(key(region));
        return use != null && use.executable;
    }

    boolean isMappedFromHead(int region) {
        Use use = uses.get(key(region));
        return use != null && use.head;
    }

    /// By the address of its code; else by the name of its link; else the file below the heap, which begins at
    /// the program's end; else the first executable file that is mapped from its head on.
    private Key program(OptionalLong codeAddress, String executable) {
        if (codeAddress.isPresent() && codeAddress.getAsLong() != 0) {
            int region = map.indexOf(codeAddress.getAsLong());
            if (region >= 0 && hasFile(region)) {
                return key(region);
            }
        }
        Key first = null;
        Key below = null;
        Key underHeap = null;
        for (int i = 0; i < map.count(); i++) {
            if (underHeap == null && map.name(i).equals("[heap]")) {
                underHeap = below;
            }
            if (hasFile(i)) {
                if (!executable.isEmpty() && map.name(i).equals(executable)) {
                    return key(i);
                }
                below = key(i);
                Use use = uses.get(below);
                first = first == null && use.executable && use.head ? below : first;
            }
        }
        return underHeap != null && uses.get(underHeap).executable ? underHeap : first;
    }

    private Key key(int region) {
        return new Key(map.major(region), map.minor(region), map.inode(region));
    }
}
