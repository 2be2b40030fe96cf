package io.jenkins.plugins.senhasegura.mysafe.audit;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Makes records of values by the names of their fields, and such values of records. */
final class RecordFields<R extends Record> {
    private final Class<R> type;
    private final RecordComponent[] fields;
    private final Constructor<?> maker;
    private final List<String> needed;
    private final ToIntFunction<String> longest;

    /**
     * For one type of records.
     *
     * @param needed the fields without which nobody could tell what a record is about
     * @param longest how long a field's text may be
     */
    RecordFields(Class<R> type, List<String> needed, ToIntFunction<String> longest) {
        this.type = type;
        this.fields = type.getRecordComponents();
        this.maker = type.getDeclaredConstructors()[0];
        this.needed = needed;
        this.longest = longest;
    }

    /**
     * A record with these values, each made plain and cut to what one may be long.
     *
     * @throws IllegalArgumentException when one is missing that has to be there, or is of another type
     */
    R of(Map<String, ?> values) {
        for (String name : needed) {
            if (values.get(name) == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
        }
        Object[] read = Arrays.stream(fields)
                .map(field -> value(field, values.get(field.getName())))
                .toArray();
        try {
            return type.cast(maker.newInstance(read));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object value(RecordComponent field, Object value) {
        Class<?> kind = field.getType();
        try {
            if (kind == boolean.class) {
                return value != null && (Boolean) value;
            }
            if (kind == long.class) {
                return value == null ? 0L : ((Number) value).longValue();
            }
            if (kind == int.class) {
                return value == null ? 0 : Math.toIntExact(((Number) value).longValue());
            }
            return PlainText.of((String) value, longest.applyAsInt(field.getName()));
        } catch (ClassCastException | ArithmeticException odd) {
            throw new IllegalArgumentException(field.getName() + " is of another type", odd);
        }
    }

    /** All fields of a record by their names. */
    Map<String, Object> asMap(R record) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent field : fields) {
                values.put(field.getName(), field.getAccessor().invoke(record));
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return values;
    }
}
