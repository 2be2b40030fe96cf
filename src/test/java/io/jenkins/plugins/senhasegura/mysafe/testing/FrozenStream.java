package io.jenkins.plugins.senhasegura.mysafe.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/**
 * An object as an earlier version has written it. Its file says in lines of text what the object's fields hold; behind an
 * empty line comes the stream itself in Base64.
 *
 * @param fields one line each, sorted
 * @param stream what Java's serialisation wrote
 */
public record FrozenStream(List<String> fields, byte[] stream) {
    private static final String OURS = "io.jenkins.plugins.senhasegura.mysafe.";

    /** That of a class, or null when there is none. */
    public static FrozenStream of(String type) throws IOException {
        String file = "/io/jenkins/plugins/senhasegura/mysafe/frozen/" + type.replaceAll(".*\\.", "") + ".txt";
        try (InputStream in = FrozenStream.class.getResourceAsStream(file)) {
            if (in == null) {
                return null;
            }
            String[] parts = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .replace("\r", "")
                    .split("\n\n", 2);
            return new FrozenStream(
                    List.of(parts[0].split("\n")), Base64.getMimeDecoder().decode(parts[1]));
        }
    }

    /** Freezes an object anew where its class has changed for the last time before a release. */
    public static void write(Path folder, Object object) throws IOException, IllegalAccessException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
            out.writeObject(object);
        }
        Base64.Encoder lines = Base64.getMimeEncoder(76, new byte[] {'\n'});
        Files.writeString(
                folder.resolve(object.getClass().getName().replaceAll(".*\\.", "") + ".txt"),
                String.join("\n", fieldsOf(object)) + "\n\n" + lines.encodeToString(stream.toByteArray()) + "\n");
    }

    /** The object as today's classes read it. */
    public Object read() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
            return in.readObject();
        }
    }

    /** What the fields of an object hold, those of its superclasses among ours and its message included. */
    public static List<String> fieldsOf(Object object) throws IllegalAccessException {
        TreeMap<String, String> fields = new TreeMap<>();
        collect("", object, fields);
        return fields.entrySet().stream()
                .map(field -> field.getKey() + " = " + field.getValue())
                .toList();
    }

    private static void collect(String prefix, Object object, TreeMap<String, String> fields)
            throws IllegalAccessException {
        if (object instanceof Throwable failure) {
            fields.put(prefix + "getMessage()", failure.getMessage());
        }
        for (Class<?> type = object.getClass(); type.getName().startsWith(OURS); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    field.setAccessible(true);
                    put(prefix + field.getName(), field.get(object), fields);
                }
            }
        }
    }

    private static void put(String name, Object value, TreeMap<String, String> fields) throws IllegalAccessException {
        if (value instanceof Object[] array) {
            fields.put(name, Arrays.toString(array));
        } else if (value != null
                && !(value instanceof Enum)
                && value.getClass().getName().startsWith(OURS)) {
            collect(name + ".", value, fields);
        } else {
            fields.put(name, String.valueOf(value));
        }
    }
}
