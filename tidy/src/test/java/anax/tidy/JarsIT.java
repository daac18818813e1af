package anax.tidy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged jars work as libraries, and the program as `java -jar`.
class JarsIT {
    private static final JvmFlags FLAGS = JvmFlags.ofRepository();

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "netstack", "procmaps", "bench"})
    void shouldNameTheModuleAndBringSourcesAndDocumentation(String module) throws IOException {
        assertThat(manifest(module).getValue("Automatic-Module-Name")).isEqualTo("anax." + module);
        assertThat(entries(jar(module, "-sources"))).anyMatch(name -> name.endsWith("/package-info.java"));
        assertThat(entries(jar(module, "-javadoc"))).contains("index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "netstack", "bench"})
    void shouldGiveTheFlagsThatManifestsCanGive(String module) throws IOException {
        Attributes manifest = manifest(module);
        assertThat(manifest.getValue("Add-Exports"))
                .isEqualTo(FLAGS.packagesOf("--add-exports").collect(Collectors.joining(" ")));
        assertThat(manifest.getValue("Add-Opens"))
                .isEqualTo(FLAGS.packagesOf("--add-opens").collect(Collectors.joining(" ")));
        assertThat(manifest.getValue("Enable-Native-Access"))
                .isEqualTo(FLAGS.valuesOf("--enable-native-access").collect(Collectors.joining(" ")));
    }

    @Test
    void shouldNeedNoFlagsForProcmaps() throws IOException {
        Attributes manifest = manifest("procmaps");
        assertThat(manifest.getValue("Add-Exports")).isNull();
        assertThat(manifest.getValue("Add-Opens")).isNull();
        assertThat(manifest.getValue("Enable-Native-Access")).isNull();
    }

    @Test
    void shouldFindEveryJarOfItsClassPath() throws IOException {
        Attributes manifest = manifest("bench");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("anax.bench.Anax");
        assertThat(manifest.getValue("Class-Path").split(" "))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(
                                Repository.root().resolve("bench/target").resolve(entry))
                        .exists());
    }

    @Test
    void shouldStartWithoutFlagsAsJar() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar("bench", "").toString(),
                        "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("0.1.0").doesNotContain("WARNING");
    }

    private static Attributes manifest(String module) throws IOException {
        try (JarFile file = new JarFile(jar(module, "").toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    private static Path jar(String module, String kind) {
        Path jar = Repository.root().resolve(module + "/target/anax-" + module + "-0.1.0" + kind + ".jar");
        assertThat(Files.exists(jar)).as("%s exists; package first", jar).isTrue();
        return jar;
    }
}
