package anax.runtime;

/// The JVM flags without which the runtime cannot start.
///
/// Owner: nobody; stateless. Used once at boot, before any class that needs them is loaded.
final class RequiredFlags {
    private static final String CONTINUATIONS = "jdk.internal.vm";

    private RequiredFlags() {}

    /// Refuses to go on if a flag is missing.
    ///
    /// @throws IllegalStateException naming the missing flags, ready to be copied
    static void check() {
        Module self = RequiredFlags.class.getModule();
        check(
                Object.class.getModule().isExported(CONTINUATIONS, self),
                self.isNativeAccessEnabled(),
                self.isNamed() ? self.getName() : "ALL-UNNAMED");
    }

    static void check(boolean continuationsExported, boolean nativeAccessEnabled, String module) {
        StringBuilder missing = new StringBuilder();
        if (!continuationsExported) {
            missing.append(" --add-exports java.base/")
                    .append(CONTINUATIONS)
                    .append('=')
                    .append(module);
        }
        if (!nativeAccessEnabled) {
            missing.append(" --enable-native-access=").append(module);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the JVM was started without a flag that Anax needs; start it with: java" + missing);
        }
    }
}
