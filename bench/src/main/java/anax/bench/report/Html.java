package anax.bench.report;

/// Text that is safe inside of HTML.
///
/// Owner: nobody; stateless. Allocates.
final class Html {
    private Html() {}

    /// The text with everything that HTML would read as its own written out.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// An element with text in it.
    static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }
}
