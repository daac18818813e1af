package anax.procmaps.maps;

import anax.procmaps.text.Escapes;
import java.nio.charset.StandardCharsets;

/// One region: a range of addresses with the same rights and the same file behind it.
///
/// Owner: nobody; a view of a line of its snapshot, cheap to make and to drop. Equal if line and snapshot are.
///
/// @param map where it comes from
/// @param index its place there
public record Region(MapsSnapshot map, int index) {
    private static final String DELETED = " (deleted)";

    /// The first address, unsigned.
    public long start() {
        return map.start(index);
    }

    /// The address behind the last, unsigned.
    public long end() {
        return map.end(index);
    }

    /// How many bytes it has, unsigned.
    public long size() {
        return map.size(index);
    }

    /// Rights, as bits of [Permissions].
    public int permissions() {
        return map.permissions(index);
    }

    /// Whether the process may read it.
    public boolean isReadable() {
        return (permissions() & Permissions.READ) != 0;
    }

    /// Whether the process may write it.
    public boolean isWritable() {
        return (permissions() & Permissions.WRITE) != 0;
    }

    /// Whether the process may execute it.
    public boolean isExecutable() {
        return (permissions() & Permissions.EXECUTE) != 0;
    }

    /// Whether what is written to it is seen by others. The kernel's point query may say otherwise of the same
    /// region: this is no part of what a region is.
    public boolean isShared() {
        return (permissions() & Permissions.SHARED) != 0;
    }

    /// Whether code can be written and executed in the same place.
    public boolean isWritableAndExecutable() {
        return isWritable() && isExecutable();
    }

    /// Whether it has no rights at all.
    public boolean isForbidden() {
        return (permissions() & (Permissions.READ | Permissions.WRITE | Permissions.EXECUTE)) == 0;
    }

    /// Where in its file it begins, in bytes, unsigned.
    public long offset() {
        return map.offset(index);
    }

    /// The major number of its file's device.
    public int major() {
        return map.major(index);
    }

    /// The minor number of its file's device.
    public int minor() {
        return map.minor(index);
    }

    /// Its file's inode, unsigned.
    public long inode() {
        return map.inode(index);
    }

    /// Its name as the kernel wrote it; empty if there is none.
    public String name() {
        return map.name(index);
    }

    /// Whether it has a name that begins with a slash. Not each of those is a file that can be opened.
    public boolean hasPath() {
        return name().startsWith("/");
    }

    /// Whether the kernel says that its file is unlinked. A file may also be named so, and then looks the same.
    public boolean isDeleted() {
        return hasPath() && name().endsWith(DELETED);
    }

    /// The name with its newlines, and without the mark of an unlinked file. A file whose name holds the four
    /// characters `\012` looks the same as one with a newline; the kernel's point query tells them apart.
    public String path() {
        String name = name();
        if (isDeleted()) {
            name = name.substring(0, name.length() - DELETED.length());
        }
        return name.indexOf('\\') < 0
                ? name
                : new String(Escapes.newlinesOf(name.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /// The line as the kernel writes it, without its newline.
    @Override
    public String toString() {
        return new String(MapsFormat.line(map, index), StandardCharsets.UTF_8);
    }
}
