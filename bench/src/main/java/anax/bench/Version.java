package anax.bench;

import anax.bench.environment.Revision;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import picocli.CommandLine.IVersionProvider;

/// Which Anax this is.
///
/// Owner: nobody; stateless.
public final class Version implements IVersionProvider {

    /// Makes one; the command line does.
    public Version() {}

    @Override
    public String[] getVersion() throws InterruptedException {
        String revision = revision();
        return new String[] {"anax " + number() + (revision.isEmpty() ? "" : ", revision " + revision)};
    }

    /// The version in the jar's manifest; "unpackaged" if the classes are in no jar.
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /// The revision of the working tree that the program was built in; empty if it lies in none.
    static String revision() throws InterruptedException {
        CodeSource source = Version.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "";
        }
        try {
            return Revision.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException unusual) {
            return "";
        }
    }
}
