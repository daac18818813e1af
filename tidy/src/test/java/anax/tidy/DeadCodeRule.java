package anax.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// No code is kept as a comment. Documentation comments may show code.
final class DeadCodeRule implements Rule {
    private static final Pattern END_OF_CODE = Pattern.compile("[;{}]$");

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava()) {
                for (JavaText.Comment comment : JavaText.of(source.text()).comments()) {
                    if (!comment.isDoc() && END_OF_CODE.matcher(comment.text()).find()) {
                        found.add(new Violation(
                                source.path(),
                                comment.line(),
                                "a comment that ends like code: " + comment.text(),
                                "delete the code; if it is a sentence, end it as one"));
                    }
                }
            }
        }
        return found;
    }
}
