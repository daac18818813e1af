package anax.procmaps.query;

import anax.procmaps.maps.Region;

/// The region that holds an address.
///
/// Owner: nobody; a value. The permissions' bit for shared can differ between the two sources for the same region.
///
/// @param source where the answer is from
/// @param start the first address, unsigned
/// @param end the address behind the last, unsigned
/// @param permissions rights, as bits of [anax.procmaps.maps.Permissions]
/// @param offset where in its file it begins, in bytes, unsigned
/// @param major the device's major number
/// @param minor the device's minor number
/// @param inode the inode, unsigned
/// @param name the name; from the kernel's query with raw newlines, from the text with `\012` for them
/// @param buildId the build ID of the ELF file as hexadecimal digits; empty if there is none or the text answered
public record PointAnswer(
        Source source,
        long start,
        long end,
        int permissions,
        long offset,
        int major,
        int minor,
        long inode,
        String name,
        String buildId) {
    /// Where an answer is from.
    public enum Source {
        /// The kernel's query: of this moment, name as it is.
        QUERY,
        /// The text of `maps`, read whole and searched.
        TEXT
    }

    /// What the text of `maps` says of a region.
    public static PointAnswer ofText(Region region) {
        return new PointAnswer(
                Source.TEXT,
                region.start(),
                region.end(),
                region.permissions(),
                region.offset(),
                region.major(),
                region.minor(),
                region.inode(),
                region.name(),
                "");
    }
}
