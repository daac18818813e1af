package anax.procmaps.window.export;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Category;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Memories;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.plot.Theme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that are drawn without a screen.
class PictureTest {
    private static final String WILD = Memories.USUAL.replace("lib one.so", "<&\">\u0001 \ud83d\ude00 lib.so");

    @TempDir
    private Path temp;

    private static Picture picture(boolean dark) {
        Snapshot snapshot = Memories.saved(WILD);
        return new Picture(
                snapshot,
                "77 <prog> & \"co\"",
                List.of(),
                Measure.SIZE,
                Words.ofWindow(Locale.ENGLISH),
                new Theme(dark));
    }

    @Test
    void shouldWriteADocumentThatStandsAloneWhateverTheNames() throws Exception {
        String svg = picture(false).svg();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("77 <prog> & \"co\"");
        assertThat(document.getElementsByTagName("rect").getLength()).isGreaterThan(20);
        assertThat(document.getDocumentElement().getTextContent()).contains("Anonymous", "Stack", "132 KiB");
        assertThat(svg).doesNotContain("href", "<script");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPaintTheColoursOfTheUses(boolean dark) throws Exception {
        Path file = temp.resolve("picture.PNG");
        picture(dark).write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2000);
        var theme = new Theme(dark);
        for (Category category : List.of(Category.ANONYMOUS, Category.HEAP, Category.STACK)) {
            assertThat(count(image, theme.of(category).getRGB()))
                    .as("pixels of %s", category)
                    .isGreaterThan(500);
        }
        assertThat(image.getRGB(0, 0)).isEqualTo(theme.ground().getRGB());
        picture(dark).write(temp.resolve("picture.svg"));
        assertThat(Files.readString(temp.resolve("picture.svg"))).startsWith("<?xml");
    }

    private static int count(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
