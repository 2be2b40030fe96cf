package io.jenkins.plugins.senhasegura.mysafe.central.processor;

import java.util.Collection;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Refuses a public type without a documentation comment. */
public final class DocumentedProcessor extends FileProcessor {

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        check(round.getRootElements());
        return false;
    }

    private void check(Collection<? extends Element> elements) {
        for (TypeElement type : ElementFilter.typesIn(elements)) {
            if (type.getModifiers().contains(Modifier.PUBLIC)) {
                if (processingEnv.getElementUtils().getDocComment(type) == null) {
                    processingEnv
                            .getMessager()
                            .printMessage(Diagnostic.Kind.ERROR, "a public type says what it is for", type);
                }
                check(type.getEnclosedElements());
            }
        }
    }
}
