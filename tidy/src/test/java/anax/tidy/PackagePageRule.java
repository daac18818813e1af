package anax.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every package that ships has a page, and the page states the package's law.
final class PackagePageRule implements Rule {
    private static final String INSTEAD = "write a package-info.java with a paragraph that begins **Law.**";

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        Set<String> withoutPage = new TreeSet<>();
        List<Source> pages = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava() && source.isMain()) {
                withoutPage.add(source.folder());
                if (source.isPackagePage()) {
                    pages.add(source);
                }
            }
        }
        for (Parsed page : Parsed.all(pages)) {
            withoutPage.remove(page.source().folder());
            if (!pageText(page).contains("**Law.**")) {
                found.add(new Violation(page.source().path(), 1, "the package page states no law", INSTEAD));
            }
        }
        withoutPage.forEach(folder -> found.add(new Violation(folder, 1, "the package has no page", INSTEAD)));
        return found;
    }

    private static String pageText(Parsed page) {
        CompilationUnitTree unit = page.unit();
        return unit.getPackage() == null ? "" : page.documentation(TreePath.getPath(unit, unit.getPackage()));
    }
}
