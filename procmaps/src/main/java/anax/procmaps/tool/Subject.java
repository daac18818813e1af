package anax.procmaps.tool;

/// What of a target is shown.
///
/// Owner: none, constants.
enum Subject {
    /// What each region is for.
    REGIONS("regions"),
    /// In which state the pages of each region are.
    PAGES("--pages"),
    /// On which memory nodes they lie.
    NODES("--numa"),
    /// Which region holds an address.
    POINTS("--at");

    private final String option;

    Subject(String option) {
        this.option = option;
    }

    /// The option that asks for it.
    String option() {
        return option;
    }
}
