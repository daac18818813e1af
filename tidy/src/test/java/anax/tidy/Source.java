package anax.tidy;

/// A text file of the repository: its path from the root with `/` between the names, and what stands in it.
record Source(String path, String text) {
    boolean isJava() {
        return path.endsWith(".java");
    }

    /// True for code that ships, false for tests and for the programs of others that tests run.
    boolean isMain() {
        return path.contains("/src/main/java/") && !path.contains("/src/it/");
    }

    /// True if it ships in one of the named modules.
    boolean isMainOf(String... modules) {
        for (String module : modules) {
            if (path.startsWith(module + "/src/main/java/")) {
                return true;
            }
        }
        return false;
    }

    boolean isPackagePage() {
        return path.endsWith("/package-info.java");
    }

    /// The path of the folder that it stands in.
    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
