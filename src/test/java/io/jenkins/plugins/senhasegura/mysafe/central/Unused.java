package io.jenkins.plugins.senhasegura.mysafe.central;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which declarations of {@code src/central/jenkins-api} nothing needs. Needed is what a class of the plugin names, calls,
 * overrides or inherits from, and what such a declaration needs in turn.
 */
final class Unused {
    private final Set<JavaClass> declared;
    private final Set<JavaClass> plugin;
    private final String sources;
    private final String demo;
    private final Set<JavaMember> members = new HashSet<>();
    private final Set<JavaClass> types = new HashSet<>();
    private final Deque<JavaMember> open = new ArrayDeque<>();

    private Unused(JavaClasses all, Predicate<JavaClass> isDeclared, String sources, String demo) {
        declared = all.stream().filter(isDeclared).collect(Collectors.toSet());
        plugin = all.stream().filter(isDeclared.negate()).collect(Collectors.toSet());
        if (declared.isEmpty() || plugin.isEmpty()) {
            throw new IllegalStateException("Central mode has not been built");
        }
        this.sources = sources;
        this.demo = demo;
    }

    /**
     * A line for each of them.
     *
     * @param declarations the folder of their classes
     * @param plugin the folder of the plugin's classes
     * @param sources those of the plugin and of what processes its annotations: constants and the members of annotations
     *     leave no trace in a class that a call would leave
     * @param demo the sources of the demo, which is built behind the plugin: what it names is needed too
     */
    static List<String> in(Path declarations, Path plugin, String sources, String demo) {
        JavaClasses all = new ClassFileImporter().importPaths(declarations, plugin);
        String root = declarations.toUri().toString();
        return new Unused(
                        all,
                        type -> type.getSource()
                                .map(source -> source.getUri().toString().startsWith(root))
                                .orElse(false),
                        sources,
                        demo)
                .find();
    }

    private List<String> find() {
        plugin.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(dependency -> {
                    needType(dependency.getTargetClass());
                });
        plugin.forEach(this::needAccesses);
        plugin.stream()
                .flatMap(type -> type.getAllMethods().stream())
                .filter(method -> declared.contains(method.getOwner()))
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT) || isOverridden(method))
                .forEach(this::need);
        while (!open.isEmpty()) {
            needed(open.remove());
        }
        return declared.stream().flatMap(this::report).sorted().toList();
    }

    private void needAccesses(JavaClass type) {
        type.getAccessesFromSelf()
                .forEach(access -> access.getTarget().resolveMember().ifPresent(this::need));
    }

    private void need(JavaMember member) {
        if (declared.contains(member.getOwner()) && members.add(member)) {
            open.add(member);
        }
    }

    private void needType(JavaClass given) {
        JavaClass type = given.getBaseComponentType();
        if (declared.contains(type) && types.add(type)) {
            Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                    .flatMap(above -> above.getAllInvolvedRawTypes().stream())
                    .forEach(this::needType);
            type.getEnclosingClass().ifPresent(this::needType);
            type.getAnnotations().forEach(annotation -> needType(annotation.getRawType()));
            type.getTypeParameters()
                    .forEach(parameter -> parameter.getAllInvolvedRawTypes().forEach(this::needType));
            // An initialiser needs no caller.
            type.getStaticInitializer().ifPresent(this::needBody);
        }
    }

    private void needed(JavaMember member) {
        needType(member.getOwner());
        member.getAllInvolvedRawTypes().forEach(this::needType);
        member.getAnnotations().forEach(annotation -> needType(annotation.getRawType()));
        if (member instanceof JavaCodeUnit unit) {
            needBody(unit);
            unit.getExceptionTypes().forEach(this::needType);
            unit.getParameters().stream()
                    .flatMap(parameter -> parameter.getAnnotations().stream())
                    .map(JavaAnnotation::getRawType)
                    .forEach(this::needType);
        }
        if (member instanceof JavaMethod method) {
            // What implements it, or is called through it.
            declared.stream()
                    .filter(type -> type.isAssignableTo(method.getOwner().getName()))
                    .map(type -> type.tryGetMethod(method.getName(), names(method)))
                    .flatMap(Optional::stream)
                    .forEach(this::need);
        }
    }

    private void needBody(JavaCodeUnit unit) {
        unit.getAccessesFromSelf()
                .forEach(access -> access.getTarget().resolveMember().ifPresent(this::need));
        unit.getReferencedClassObjects().forEach(reference -> needType(reference.getRawType()));
    }

    private boolean isOverridden(JavaMethod method) {
        return plugin.stream()
                .filter(type -> type.isAssignableTo(method.getOwner().getName()))
                .anyMatch(type ->
                        type.tryGetMethod(method.getName(), names(method)).isPresent());
    }

    private static String[] names(JavaMethod method) {
        return method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    }

    private Stream<String> report(JavaClass type) {
        if (!types.contains(type)) {
            boolean named = names(sources + demo, type.getSimpleName());
            return type.isAnonymousClass() || named ? Stream.empty() : Stream.of(type.getName());
        }
        return Stream.of(type.getMethods(), type.getFields(), type.getConstructors())
                .flatMap(Collection::stream)
                .map(JavaMember.class::cast)
                .filter(member -> !members.contains(member) && !isNamed(member) && !isOnlyForItself(member))
                .filter(member -> !(member instanceof JavaMethod method && isForced(method)) && !isOverload(member))
                .map(JavaMember::getFullName);
    }

    /** Constants are copied by the compiler; members of annotations are read by whoever processes them. */
    private boolean isNamed(JavaMember member) {
        boolean leavesNoTrace = member instanceof JavaField || member.getOwner().isAnnotation();
        String name =
                member instanceof JavaConstructor ? "new " + member.getOwner().getSimpleName() : member.getName();
        return leavesNoTrace && names(sources, name) || names(demo, name);
    }

    private static boolean names(String text, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    /** What a supertype asks for, the one of all types included. */
    private static boolean isForced(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .anyMatch(type ->
                        type.tryGetMethod(method.getName(), names(method)).isPresent());
    }

    /** Without it the compiler might choose another one of that name than it does where all of them are. */
    private boolean isOverload(JavaMember member) {
        return members.stream()
                .anyMatch(needed -> needed.getOwner().equals(member.getOwner())
                        && needed.getName().equals(member.getName()));
    }

    /** Private ones do no harm, neither does what the compiler adds, and a class has to have one constructor. */
    private static boolean isOnlyForItself(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PRIVATE)
                || member.getModifiers().contains(JavaModifier.SYNTHETIC)
                || member instanceof JavaConstructor
                        && member.getOwner().getConstructors().size() == 1
                || member.getOwner().isEnum();
    }
}
