package anax.bench.measure;

/// What a contestant is in the race for.
///
/// Owner: nobody; constants.
public enum Role {
    /// The bare parts that ours is made of, without any of the service around them: what ours is measured against.
    /// A rival that is made of other parts may be better than the floor.
    FLOOR,
    /// Anax.
    OURS,
    /// Another way to do the same job, done as well as we know how.
    RIVAL,
    /// Neither the least nor a rival: a mark that shows where time goes.
    REFERENCE;

    /// The role that is written so.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Role ofLabel(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("there is no role \"" + label + "\"; the file is of another version");
    }

    /// As it is written in tables and in JSON.
    public String label() {
        return switch (this) {
            case FLOOR -> "floor";
            case OURS -> "anax";
            case RIVAL -> "rival";
            case REFERENCE -> "reference";
        };
    }
}
