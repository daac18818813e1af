package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the README shows is what the build runs.
class ReadmeTest {
    private static final String USE_IT = "Use it from your project";

    @Test
    void shouldShowTheProgramThatTheBuildRunsAgainstTheInstalledJars() {
        assertThat(new Markdown(Repository.read("README.md")).blocks(USE_IT, "java"))
                .containsExactly(Repository.read("tidy/src/it/use-runtime/src/main/java/Hello.java"));
    }

    /// A test of the runtime runs it.
    @Test
    void shouldShowUserThreadsAsTheTestRunsThem() {
        assertThat(new Markdown(Repository.read("runtime/README.md")).blocks("User threads", "java"))
                .containsExactly(Repository.read("runtime/src/test/java/anax/runtime/user/SharingExample.java"));
    }

    @Test
    void shouldNameTheTestCommandOfContinuousIntegration() {
        String command = lastLine(Repository.read(".ci/run"));
        assertThat(command).startsWith("mvn ");
        assertThat(new Markdown(Repository.read("README.md")).testCommands())
                .isNotEmpty()
                .containsOnly(command);
    }

    @Test
    void shouldFindBlocksByHeadingAndLanguage() {
        var page = new Markdown("# One\n```java\nA\n```\n## Two\ntext\n```sh\n# no heading\n```\n```java\nB\nC\n```\n");
        assertThat(page.blocks("One", "java")).containsExactly("A\n");
        assertThat(page.blocks("Two", "java")).containsExactly("B\nC\n");
        assertThat(page.blocks("Two", "sh")).containsExactly("# no heading\n");
        assertThat(page.blocks("no heading", "java")).isEmpty();
    }

    @Test
    void shouldFindTestCommandsInFencesOnly() {
        var page = new Markdown("mvn test\n```sh\nmvn -B verify\nmvn spotless:apply\n./anax test\n```\n");
        assertThat(page.testCommands()).containsExactly("mvn -B verify");
    }

    @Test
    void shouldSeeThatAnotherCommandDiffers() {
        assertThat(new Markdown("```sh\nmvn -B verify\nmvn test\n```\n").testCommands())
                .containsExactly("mvn -B verify", "mvn test");
        assertThat(lastLine("set -e\nmvn -B verify\n\n")).isEqualTo("mvn -B verify");
    }

    private static String lastLine(String text) {
        return text.strip().lines().toList().getLast();
    }
}
