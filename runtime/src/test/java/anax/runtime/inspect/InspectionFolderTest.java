package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionFolderTest {
    @TempDir
    private Path temp;

    @Test
    void shouldMakeFolderThatOnlyItsOwnerMayEnter() throws IOException {
        new InspectionFolder(temp.resolve("new")).prepare();
        assertThat(mode(temp.resolve("new"))).isEqualTo("rwx------");
        new InspectionFolder(temp.resolve("new")).prepare();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx--x---", "rwxr-xr-x", "rwx---r--", "rwxrwxrwx"})
    void shouldRefuseFolderThatOthersMayEnter(String mode) throws IOException {
        Path wide = Files.createDirectory(temp.resolve("wide"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString(mode));
        var folder = new InspectionFolder(wide);
        String sentence = wide + " has mode " + mode + ", so that others may enter it; chmod it to 700";
        assertThatThrownBy(folder::prepare).isInstanceOf(IOException.class).hasMessage(sentence);
        assertThatThrownBy(folder::sockets).isInstanceOf(IOException.class).hasMessage(sentence);
    }

    @Test
    void shouldRefuseSymbolicLink() throws IOException {
        Path target = temp.resolve("target");
        new InspectionFolder(target).prepare();
        var link = new InspectionFolder(Files.createSymbolicLink(temp.resolve("link"), target));
        assertThatThrownBy(link::prepare).hasMessageContaining("link is a symbolic link; remove it");
        assertThatThrownBy(link::sockets).hasMessageContaining("link is a symbolic link; remove it");
    }

    @Test
    void shouldRefuseFile() throws IOException {
        var file = new InspectionFolder(Files.writeString(temp.resolve("file"), ""));
        assertThatThrownBy(file::prepare).hasMessageContaining("file is no folder; remove it");
    }

    @Test
    void shouldRefuseFolderOfSomebodyElse() throws IOException {
        Path folder = temp.resolve("theirs");
        new InspectionFolder(folder).prepare();
        assumeTrue(mayGiveAway(folder), "only root can give a folder to somebody else");
        assertThatThrownBy(new InspectionFolder(folder)::sockets)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" and not to you; remove it");
    }

    @Test
    void shouldRemoveSocketsOfDeadProcessesOnly() throws Exception {
        var folder = new InspectionFolder(temp.resolve("anax"));
        folder.prepare();
        long dead = deadPid();
        Path stale = bound(folder.socket(dead, 0));
        Path alive = bound(folder.socket(ProcessHandle.current().pid(), 0));
        Path other = Files.writeString(folder.path().resolve("notes.txt"), "not ours");
        Path container = folder.socket(dead, 1); // of a process that this one cannot see
        try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(container));
            folder.removeStale();
        }
        assertThat(stale).doesNotExist();
        assertThat(alive).exists();
        assertThat(other).exists();
        assertThat(container).exists();
        assertThat(folder.sockets())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(alive, ProcessHandle.current().pid(), container, dead));
    }

    @Test
    void shouldFindNothingWhereThereIsNoFolder() throws IOException {
        assertThat(new InspectionFolder(temp.resolve("none")).sockets()).isEmpty();
    }

    @Test
    void shouldPreferTheRuntimeFolderOfTheSession() throws IOException {
        assertThat(InspectionFolder.ofThisUser(Map.of("XDG_RUNTIME_DIR", temp.toString()))
                        .path())
                .isEqualTo(temp.resolve("anax"));
        Object uid = Files.getAttribute(temp, "unix:uid");
        Path usual = Path.of(System.getProperty("java.io.tmpdir"), "anax-" + uid);
        assertThat(InspectionFolder.ofThisUser(Map.of()).path()).isEqualTo(usual);
        assertThat(InspectionFolder.ofThisUser(Map.of("XDG_RUNTIME_DIR", "relative"))
                        .path())
                .isEqualTo(usual);
        assertThat(InspectionFolder.ofThisUser(
                                Map.of("XDG_RUNTIME_DIR", temp.resolve("gone").toString()))
                        .path())
                .isEqualTo(usual);
    }

    /// A socket's file without anybody behind it, as a killed process leaves it.
    private static Path bound(Path socket) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        return socket;
    }

    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static boolean mayGiveAway(Path folder) {
        try {
            Files.setAttribute(folder, "unix:uid", 12_345);
            return true;
        } catch (IOException notRoot) {
            return false;
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
