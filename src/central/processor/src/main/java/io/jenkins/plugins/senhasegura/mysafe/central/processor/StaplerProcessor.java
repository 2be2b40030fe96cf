package io.jenkins.plugins.senhasegura.mysafe.central.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Writes what Stapler's own processors write: the parameter names of {@code @DataBoundConstructor}s and of methods with
 * a {@code @QueryParameter}, and for {@code @Exported} members their documentation and the list of their classes.
 */
public final class StaplerProcessor extends FileProcessor {

    private static final String STAPLER = "org.kohsuke.stapler.";

    private final SortedSet<String> exportingClasses = new TreeSet<>();

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        ElementFilter.typesIn(round.getRootElements()).forEach(this::visit);
        if (round.processingOver() && !exportingClasses.isEmpty()) {
            write("META-INF/exposed.stapler-beans", String.join("\n", exportingClasses) + "\n");
        }
        return false;
    }

    private void visit(TypeElement type) {
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> isAnnotated(constructor, STAPLER + "DataBoundConstructor"))
                .forEach(constructor -> writeConstructor(type, constructor));
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(StaplerProcessor::takesQueryParameter)
                .forEach(method -> write(path(type) + "/" + method.getSimpleName() + ".stapler", parameters(method)));
        List<? extends Element> exported = type.getEnclosedElements().stream()
                .filter(member -> isAnnotated(member, STAPLER + "export.Exported"))
                .toList();
        if (!exported.isEmpty()) {
            writeExported(type, exported);
        }
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::visit);
    }

    private void writeConstructor(TypeElement type, ExecutableElement constructor) {
        if (!constructor.getModifiers().contains(Modifier.PUBLIC)
                || type.getModifiers().contains(Modifier.ABSTRACT)) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "@DataBoundConstructor belongs on a public constructor of a class that is not abstract",
                            constructor);
        }
        write(path(type) + ".stapler", properties(Map.of("constructor", parameters(constructor))));
    }

    private void writeExported(TypeElement type, List<? extends Element> members) {
        Map<String, String> documentation = new LinkedHashMap<>();
        for (Element member : members) {
            String comment = processingEnv.getElementUtils().getDocComment(member);
            if (comment != null) {
                documentation.put(member.getSimpleName().toString(), comment);
            }
        }
        exportingClasses.add(type.getQualifiedName().toString());
        write(path(type) + ".javadoc", properties(documentation));
    }

    private static boolean takesQueryParameter(ExecutableElement method) {
        return method.getParameters().stream()
                .anyMatch(parameter -> isAnnotated(parameter, STAPLER + "QueryParameter"));
    }

    private static String parameters(ExecutableElement executable) {
        return executable.getParameters().stream()
                .map(VariableElement::getSimpleName)
                .collect(Collectors.joining(","));
    }

    /** Nested classes are found under their dotted name, with slashes. */
    private static String path(TypeElement type) {
        return type.getQualifiedName().toString().replace('.', '/');
    }

    /** A properties file less its date, which would make no two builds the same; the date's line end stays. */
    private static String properties(Map<String, String> entries) {
        Properties properties = new Properties();
        // Not putAll, which makes room beforehand and so leads to another order.
        entries.forEach(properties::setProperty);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String written = text.toString();
        return written.substring(written.indexOf(System.lineSeparator()));
    }
}
