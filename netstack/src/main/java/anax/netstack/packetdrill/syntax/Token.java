package anax.netstack.packetdrill.syntax;

/// One word of a script.
///
/// Owner: nobody, it never changes.
///
/// @param kind   what it is
/// @param text   as it stands, without the quotes or dashes that make it what it is
/// @param line   where, from 1
/// @param joined whether nothing stands between it and the token before
record Token(Kind kind, String text, int line, boolean joined) {
    /// What a token is.
    enum Kind {
        /// The name after two dashes.
        OPTION,
        /// Letters, digits and underscores.
        WORD,
        /// Decimal digits, perhaps with a minus before them.
        INTEGER,
        /// `0x` and digits.
        HEX,
        /// Digits with a point among them.
        FLOAT,
        /// What stands between double quotes.
        STRING,
        /// What stands between back quotes.
        BACK_QUOTED,
        /// What stands between `%{` and `}%`.
        CODE,
        /// Three points.
        ELLIPSIS,
        /// Four numbers with points between them.
        IPV4,
        /// Hexadecimal groups with two colons side by side.
        IPV6,
        /// Any other character.
        SYMBOL,
        /// Nothing more.
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /// As people would quote it.
    String shown() {
        return switch (kind) {
            case END -> "the end of the script";
            case STRING -> "\"" + text + "\"";
            case BACK_QUOTED -> "`" + text + "`";
            case CODE -> "%{ " + text + " }%";
            case OPTION -> "--" + text;
            case WORD, INTEGER, HEX, FLOAT, ELLIPSIS, IPV4, IPV6, SYMBOL -> "\"" + text + "\"";
        };
    }
}
