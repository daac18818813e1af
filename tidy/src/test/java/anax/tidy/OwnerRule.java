package anax.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;

/// Every class of the runtime and the stack says in its head who owns its objects.
///
/// Left out are records, enums and interfaces, which are values or have no state, exceptions, and nested classes, whose
/// owner is the one of the class around them.
final class OwnerRule implements Rule {
    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        List<Source> owned = sources.stream()
                .filter(source -> source.isMainOf("runtime", "netstack"))
                .toList();
        for (Parsed parsed : Parsed.all(owned)) {
            for (Tree type : parsed.unit().getTypeDecls()) {
                if (type instanceof ClassTree tree && hasOwner(tree)) {
                    TreePath path = TreePath.getPath(parsed.unit(), type);
                    if (!parsed.documentation(path).contains("Owner:")) {
                        found.add(new Violation(
                                parsed.source().path(),
                                parsed.firstLine(type),
                                "the head of class " + tree.getSimpleName() + " names no owner",
                                "write `Owner:` and the CPU or thread that alone touches it,"
                                        + " or `Owner: nobody; immutable`"));
                    }
                }
            }
        }
        return found;
    }

    private static boolean hasOwner(ClassTree type) {
        return type.getKind() == Tree.Kind.CLASS
                && !type.getSimpleName().toString().matches(".*(Exception|Error)");
    }
}
