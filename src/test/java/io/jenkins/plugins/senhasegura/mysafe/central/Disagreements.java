package io.jenkins.plugins.senhasegura.mysafe.central;

import java.lang.annotation.Annotation;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In what a declaration of {@code src/central/jenkins-api} differs from the real type of that name. It may say less
 * than the real type, but nothing else: what is compiled against it has to link to the real one.
 */
public final class Disagreements {

    /** The annotations whose presence a compiler, an annotation processor or a check of ours asks for. */
    private static final Set<String> COMPARED_BY_NAME = Set.of(
            Deprecated.class.getName(), Inherited.class.getName(), "org.jvnet.hudson.annotation_indexer.Indexed");

    /** And those whose values count, too. */
    private static final Set<String> COMPARED_WITH_VALUES =
            Set.of(Retention.class.getName(), Target.class.getName(), "org.kohsuke.accmod.Restricted");

    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC;

    private final Class<?> declared;
    private final Class<?> real;
    private final List<String> found = new ArrayList<>();

    private Disagreements(Class<?> declared, Class<?> real) {
        this.declared = declared;
        this.real = real;
    }

    /** One line for each difference; none when the declaration can be trusted. */
    public static List<String> between(Class<?> declared, Class<?> real) {
        return new Disagreements(declared, real).find();
    }

    private List<String> find() {
        compareTypes();
        visible(declared.getDeclaredFields()).forEach(this::compareField);
        visible(declared.getDeclaredConstructors()).forEach(this::compareConstructor);
        visible(declared.getDeclaredMethods()).forEach(this::compareMethod);
        return found;
    }

    private void compareTypes() {
        compare("kind", typeModifiers(declared), typeModifiers(real));
        compare("type parameters", typeParameters(declared), typeParameters(real));
        compare("annotations", annotations(declared), annotations(real));
        compare("enum constants", enumConstants(declared), enumConstants(real));
        Set<String> missing = names(hierarchy(declared).stream().skip(1));
        missing.removeAll(names(hierarchy(real).stream()));
        if (!missing.isEmpty()) {
            found.add(declared.getName() + ": is no " + missing);
        }
    }

    private void compareField(Field field) {
        Optional<Field> match = inHierarchy(
                Class::getDeclaredFields, candidate -> candidate.getName().equals(field.getName()));
        if (match.isEmpty()) {
            found.add(field + ": does not exist");
            return;
        }
        compare(field + ": modifiers", fieldModifiers(field), fieldModifiers(match.get()));
        compare(
                field + ": type",
                field.getGenericType().getTypeName(),
                match.get().getGenericType().getTypeName());
        compare(field + ": annotations", annotations(field), annotations(match.get()));
        compare(field + ": value", constant(field), constant(match.get()));
    }

    private void compareConstructor(Constructor<?> constructor) {
        Optional<Constructor<?>> match = Stream.of(real.getDeclaredConstructors())
                .filter(candidate -> parameters(candidate).equals(parameters(constructor)))
                .findFirst();
        compareExecutable(constructor, match);
    }

    private void compareMethod(Method method) {
        Optional<Method> match = inHierarchy(
                Class::getDeclaredMethods,
                candidate -> candidate.getName().equals(method.getName())
                        && parameters(candidate).equals(parameters(method))
                        && candidate
                                .getReturnType()
                                .getName()
                                .equals(method.getReturnType().getName()));
        compareExecutable(method, match);
        match.ifPresent(same -> {
            compare(method + ": default", method.isDefault(), same.isDefault());
            compare(method + ": default value", text(method.getDefaultValue()), text(same.getDefaultValue()));
            if (same.getDeclaringClass() == real) {
                compare(
                        method + ": return type",
                        method.getGenericReturnType().getTypeName(),
                        same.getGenericReturnType().getTypeName());
            }
        });
    }

    private void compareExecutable(Executable executable, Optional<? extends Executable> match) {
        if (match.isEmpty()) {
            found.add(executable + ": does not exist");
            return;
        }
        Executable same = match.get();
        int mask = ACCESS | Modifier.FINAL | Modifier.ABSTRACT;
        compare(
                executable + ": modifiers",
                Modifier.toString(executable.getModifiers() & mask),
                Modifier.toString(same.getModifiers() & mask));
        compare(executable + ": varargs", executable.isVarArgs(), same.isVarArgs());
        compare(
                executable + ": exceptions",
                names(Stream.of(executable.getExceptionTypes())),
                names(Stream.of(same.getExceptionTypes())));
        compare(executable + ": annotations", annotations(executable), annotations(same));
        if (same.getDeclaringClass() == real) {
            compare(executable + ": type parameters", typeParameters(executable), typeParameters(same));
            compare(
                    executable + ": parameters",
                    typeNames(executable.getGenericParameterTypes()),
                    typeNames(same.getGenericParameterTypes()));
        }
    }

    private void compare(String what, Object ours, Object theirs) {
        if (!Objects.equals(ours, theirs)) {
            found.add("%s: %s: declared %s, really %s".formatted(declared.getName(), what, ours, theirs));
        }
    }

    /** What plugins can link to; the rest is the declarations' own business. */
    private static <T extends Member> Stream<T> visible(T[] members) {
        return Stream.of(members)
                .filter(member ->
                        !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }

    /** A member that a declaration has itself may be inherited in reality: that links as well. */
    private <T> Optional<T> inHierarchy(Function<Class<?>, T[]> members, Predicate<T> same) {
        return hierarchy(real).stream()
                .flatMap(type -> Stream.of(members.apply(type)))
                .filter(same)
                .findFirst();
    }

    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        addHierarchy(type, types);
        return types;
    }

    private static void addHierarchy(Class<?> type, Set<Class<?>> types) {
        if (type != null && types.add(type)) {
            addHierarchy(type.getSuperclass(), types);
            Stream.of(type.getInterfaces()).forEach(parent -> addHierarchy(parent, types));
        }
    }

    private static String typeModifiers(Class<?> type) {
        int modifiers = type.getModifiers() & (ACCESS | Modifier.FINAL | Modifier.ABSTRACT | Modifier.INTERFACE);
        if (type.isEnum()) {
            // A constant with a body of its own makes an enum abstract; nobody can tell the difference.
            modifiers &= ~(Modifier.FINAL | Modifier.ABSTRACT);
        }
        return Modifier.toString(modifiers) + (type.isEnum() ? " enum" : type.isAnnotation() ? " annotation" : "");
    }

    private static String fieldModifiers(Field field) {
        return Modifier.toString(field.getModifiers() & (ACCESS | Modifier.FINAL));
    }

    private static List<String> enumConstants(Class<?> type) {
        return type.isEnum()
                ? Stream.of(type.getFields())
                        .filter(Field::isEnumConstant)
                        .map(Field::getName)
                        .toList()
                : List.of();
    }

    private static List<String> typeParameters(GenericDeclaration declaration) {
        return Stream.of(declaration.getTypeParameters())
                .map(variable -> variable + " extends " + typeNames(variable.getBounds()))
                .toList();
    }

    private static List<String> typeNames(Type[] types) {
        return Stream.of(types).map(Type::getTypeName).toList();
    }

    private static List<String> parameters(Executable executable) {
        return Stream.of(executable.getParameterTypes()).map(Class::getName).toList();
    }

    private static Set<String> names(Stream<Class<?>> types) {
        return types.map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> annotations(AnnotatedElement element) {
        Set<String> texts = new TreeSet<>();
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            String name = annotation.annotationType().getName();
            if (COMPARED_BY_NAME.contains(name)) {
                texts.add(name);
            } else if (COMPARED_WITH_VALUES.contains(name)) {
                texts.add(annotation.toString());
            }
        }
        return texts;
    }

    /** Compilers copy such values into what they compile. */
    private static Object constant(Field field) {
        boolean inlined = field.getType().isPrimitive() || field.getType() == String.class;
        if (!inlined || !Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
            return null;
        }
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.deepToString(array);
        }
        return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    }
}
