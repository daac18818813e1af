package anax.runtime.inspect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder in which a user's machines can be looked at: a socket for each, which only this user can reach.
///
/// Owner: nobody; immutable. What it names is the file system's. Blocks for file access only.
///
/// Nothing is trusted that somebody else may have put there: a folder of another owner, a symbolic link, or one that
/// others may enter is refused, for whoever answers there could pretend anything.
public final class InspectionFolder {
    private static final Pattern SOCKET = Pattern.compile("([1-9][0-9]{0,17})-([0-9]{1,9})\\.sock");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Path SELF = Path.of("/proc/self");

    private final Path path;

    /// A folder of that name, which need not exist yet; the one above it must.
    public InspectionFolder(Path path) {
        this.path = path;
    }

    /// The usual one: `anax` in `XDG_RUNTIME_DIR` if that is a folder, else `anax-UID` in the folder for
    /// temporary files.
    ///
    /// @param variables the environment's variables
    public static InspectionFolder ofThisUser(Map<String, String> variables) throws IOException {
        String runtimeFolder = variables.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtimeFolder.startsWith("/") && Files.isDirectory(Path.of(runtimeFolder))) {
            return new InspectionFolder(Path.of(runtimeFolder, "anax"));
        }
        Object user = Files.exists(SELF) ? Files.getAttribute(SELF, "unix:uid") : System.getProperty("user.name");
        return new InspectionFolder(Path.of(System.getProperty("java.io.tmpdir"), "anax-" + user));
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// The sockets of all machines, by process and by number in it; none if there is no such folder. Some may be
    /// those of processes that were killed.
    ///
    /// @throws IOException if the folder cannot be trusted; the message says why
    public Map<Path, Long> sockets() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        check();
        Map<Path, Long> pids = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = SOCKET.matcher(file.getFileName().toString());
                if (name.matches()) {
                    pids.put(file, Long.valueOf(name.group(1)));
                }
            }
        }
        return pids;
    }

    /// Makes the folder if there is none, and makes sure of it.
    void prepare() throws IOException {
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            check();
        }
    }

    /// The socket of a machine.
    Path socket(long pid, int number) {
        return path.resolve(pid + "-" + number + ".sock");
    }

    /// Deletes the sockets of processes that are gone. One whose process cannot be seen, but which somebody
    /// answers, is another container's: it stays.
    void removeStale() throws IOException {
        for (Map.Entry<Path, Long> socket : sockets().entrySet()) {
            if (ProcessHandle.of(socket.getValue()).isEmpty() && !isListening(socket.getKey())) {
                Files.deleteIfExists(socket.getKey());
            }
        }
    }

    private static boolean isListening(Path socket) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            return probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException nobody) {
            return false;
        } catch (IOException refused) {
            return true; // too many wait for an answer, for instance: there is somebody who answers
        }
    }

    private void check() throws IOException {
        PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw new IOException(path + " is " + (found.isSymbolicLink() ? "a symbolic link" : "no folder")
                    + "; remove it, or name another place with XDG_RUNTIME_DIR");
        }
        if (Files.exists(SELF) && !found.owner().equals(Files.getOwner(SELF))) {
            throw new IOException(path + " belongs to " + found.owner().getName()
                    + " and not to you; remove it, or name another place with XDG_RUNTIME_DIR");
        }
        if (!OWNER_ONLY.containsAll(found.permissions())) {
            throw new IOException(path + " has mode " + PosixFilePermissions.toString(found.permissions())
                    + ", so that others may enter it; chmod it to 700");
        }
    }
}
