package anax.procmaps.tool;

import picocli.CommandLine.IVersionProvider;

/// Which version this is, out of the jar's manifest.
///
/// Owner: nobody; stateless.
public final class ToolVersion implements IVersionProvider {
    /// Makes one; the command line does.
    public ToolVersion() {}

    @Override
    public String[] getVersion() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return new String[] {"anax maps " + (version == null ? "unpackaged" : version)};
    }
}
