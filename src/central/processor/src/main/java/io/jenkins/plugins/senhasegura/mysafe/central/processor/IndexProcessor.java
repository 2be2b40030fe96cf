package io.jenkins.plugins.senhasegura.mysafe.central.processor;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * Lists where annotations are used that are themselves marked {@code @Indexed}, such as {@code @Symbol}: one binary
 * class name a line, sorted, in {@code META-INF/services/annotations/<annotation>}.
 */
public final class IndexProcessor extends FileProcessor {

    private static final String INDEXED = "org.jvnet.hudson.annotation_indexer.Indexed";

    private final Map<String, SortedSet<String>> classesByAnnotation = new TreeMap<>();

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (isAnnotated(annotation, INDEXED)) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    // As the real indexer of Jenkins (annotation-indexer 1.18), which knows no records.
                    if (element.getKind() == ElementKind.RECORD) {
                        continue;
                    }
                    classesByAnnotation
                            .computeIfAbsent(binaryName(annotation), name -> new TreeSet<>())
                            .add(indexedName(element));
                }
            }
        }
        if (round.processingOver()) {
            classesByAnnotation.forEach((annotation, classes) ->
                    write("META-INF/services/annotations/" + annotation, String.join("\n", classes) + "\n"));
        }
        return false;
    }

    /** A member counts for its class, a package for all its classes. */
    private String indexedName(Element element) {
        if (element instanceof PackageElement aPackage) {
            return aPackage.getQualifiedName() + ".*";
        }
        return binaryName(element instanceof TypeElement type ? type : (TypeElement) element.getEnclosingElement());
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }
}
