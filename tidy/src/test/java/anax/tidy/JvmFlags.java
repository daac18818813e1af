package anax.tidy;

import java.util.List;
import java.util.stream.Stream;

/// The flags of `jvm.flags`, each as the JVM reports it: `--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED`.
record JvmFlags(List<String> all) {

    static JvmFlags ofRepository() {
        return parse(Repository.read("jvm.flags"));
    }

    static JvmFlags parse(String argumentFile) {
        return new JvmFlags(argumentFile
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().replaceFirst(" +", "="))
                .toList());
    }

    /// The values of one option, without the module that is allowed: `java.base/jdk.internal.vm`.
    Stream<String> packagesOf(String option) {
        return valuesOf(option).map(value -> value.replace("=ALL-UNNAMED", ""));
    }

    Stream<String> valuesOf(String option) {
        return all.stream()
                .filter(flag -> flag.startsWith(option + "="))
                .map(flag -> flag.substring(option.length() + 1));
    }
}
