/// The packetdrill script language: text in, a tree of records out, and the tree back as notation.
///
/// **Law.** Nothing here runs anything. Both dialects, Linux's and BSD's, are read by one grammar. What the grammar
/// does not know is an [UnsupportedException] that names it; nothing is skipped. Sets of alternatives are sealed, so
/// that a new one does not compile until each place has met it.
///
/// ```
/// text --Preprocessor--> text --Lexer--> tokens --Parser--> Script --Notation--> text
/// ```
///
/// Uses nothing of ours. Read [Script] first, then [Parser].
package anax.netstack.packetdrill.syntax;
