package anax.procmaps.original;

/// The words of the original program, which are Spanish, and the same in English.
///
/// Owner: none, constants.
public enum OriginalLanguage {
    /// As it was written.
    SPANISH("Texto", "Datos", "Reserva", "Bib Texto", "Bib Datos", "Mapeo Anon", "Vacio"),
    /// The same in English.
    ENGLISH("Text", "Data", "Reserved", "Lib Text", "Lib Data", "Anonymous", "Free");

    final String text;
    final String data;
    final String reserved;
    final String libraryText;
    final String libraryData;
    final String anonymous;
    final String free;

    OriginalLanguage(
            String text,
            String data,
            String reserved,
            String libraryText,
            String libraryData,
            String anonymous,
            String free) {
        this.text = text;
        this.data = data;
        this.reserved = reserved;
        this.libraryText = libraryText;
        this.libraryData = libraryData;
        this.anonymous = anonymous;
        this.free = free;
    }

    /// The words over the columns, as a row.
    OriginalRow headings() {
        return switch (this) {
            case SPANISH ->
                new OriginalRow(
                        "Uso", "Inicio Pagina", "Fin Pagina", "Tama\u00f1o", "Num Paginas", "Perm", "Uso o Mapeo");
            case ENGLISH -> new OriginalRow("Use", "Start Page", "End Page", "Size", "Pages", "Perm", "Mapping");
        };
    }
}
