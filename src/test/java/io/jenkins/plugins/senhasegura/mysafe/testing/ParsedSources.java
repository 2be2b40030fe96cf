package io.jenkins.plugins.senhasegura.mysafe.testing;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The plugin's own sources, parsed by the JDK's compiler, for what class files no longer tell. */
public final class ParsedSources {
    private final List<CompilationUnitTree> units = new ArrayList<>();
    private final DocTrees documentation;

    private ParsedSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path folder = Sources.root().resolve("src/main/java");
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(folder)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            task.parse().forEach(units::add);
            documentation = DocTrees.instance(task);
        }
    }

    /** Parses all of src/main/java. */
    public static ParsedSources all() throws IOException {
        return new ParsedSources();
    }

    /** All of src/main/java. */
    public static List<CompilationUnitTree> main() throws IOException {
        return all().units();
    }

    /** The folder src/main/resources. */
    public static Path resources() {
        return Sources.root().resolve("src/main/resources");
    }

    public List<CompilationUnitTree> units() {
        return List.copyOf(units);
    }

    /** Finds the comments that document something in one of the units. */
    public DocTrees documentation() {
        return documentation;
    }
}
