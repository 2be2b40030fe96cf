package io.jenkins.plugins.senhasegura.mysafe.central.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** What all our processors share: they look at everything and claim nothing; most write files beside the classes. */
abstract class FileProcessor extends AbstractProcessor {

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Writes one file beside the compiled classes, in UTF-8 and with the line ends that the text has. */
    final void write(String path, String text) {
        try (var out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", path)
                .openOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Writes one source file, which is compiled with the others. */
    final void writeSource(String className, String text) {
        try (Writer out = processingEnv.getFiler().createSourceFile(className).openWriter()) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(className, e);
        }
    }

    /** Annotations are compared by name: their declarations are not on this module's class path. */
    static boolean isAnnotated(Element element, String annotation) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .contentEquals(annotation)) {
                return true;
            }
        }
        return false;
    }
}
