package anax.tidy;

/// One place that breaks a rule: where, what is wrong, and what to do instead.
record Violation(String path, int line, String what, String instead) {
    @Override
    public String toString() {
        return path + ":" + line + ": " + what + "; " + instead;
    }
}
