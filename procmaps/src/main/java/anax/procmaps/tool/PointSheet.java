package anax.procmaps.tool;

import anax.procmaps.maps.Permissions;
import anax.procmaps.query.PointAnswer;
import anax.procmaps.tool.Sheet.Cell;
import java.util.List;
import java.util.Optional;

/// Which region holds each of some addresses, and where in its file the address is.
///
/// Owner: one call.
final class PointSheet {
    private final Sheet sheet = new Sheet("points");

    PointSheet() {
        sheet.column("address", "address", true);
        sheet.column("start", "start", true);
        sheet.column("end", "end", true);
        sheet.column("permissions", "rights", false);
        sheet.column("offset", "offset", true);
        sheet.column("fileOffset", "fileOffset", true);
        sheet.column("major", "major", true);
        sheet.column("minor", "minor", true);
        sheet.column("inode", "inode", true);
        sheet.column("buildId", "buildId", false);
        sheet.column("name", "mapping", false);
    }

    void add(long address, PointAnswer region) {
        boolean hasFile = region.inode() != 0;
        sheet.row(List.of(
                Cell.address(address),
                Cell.address(region.start()),
                Cell.address(region.end()),
                Cell.text(Permissions.text(region.permissions())),
                Cell.address(region.offset()),
                hasFile ? Cell.address(region.offset() + (address - region.start())) : Cell.UNKNOWN,
                Cell.number(region.major()),
                Cell.number(region.minor()),
                Cell.large(region.inode()),
                region.buildId().isEmpty() ? Cell.UNKNOWN : Cell.text(region.buildId()),
                Cell.text(region.name())));
    }

    /// Empty if no address is in any region.
    Optional<Sheet> sheet() {
        return sheet.rows().isEmpty() ? Optional.empty() : Optional.of(sheet);
    }
}
