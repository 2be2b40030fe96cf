package jenkins.util;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.logging.Level;

/** Properties of the JVM or of the web application. */
public class SystemProperties {

    SystemProperties() {}

    @CheckForNull
    public static String getString(String key) {
        throw new UnsupportedOperationException("SystemProperties.getString needs a real Jenkins");
    }

    public static String getString(String key, @CheckForNull String def) {
        throw new UnsupportedOperationException("SystemProperties.getString needs a real Jenkins");
    }

    public static String getString(String key, @CheckForNull String def, Level logLevel) {
        throw new UnsupportedOperationException("SystemProperties.getString needs a real Jenkins");
    }

    public static boolean getBoolean(String name) {
        throw new UnsupportedOperationException("SystemProperties.getBoolean needs a real Jenkins");
    }

    public static boolean getBoolean(String name, boolean def) {
        throw new UnsupportedOperationException("SystemProperties.getBoolean needs a real Jenkins");
    }

    public static Integer getInteger(String name, Integer def) {
        throw new UnsupportedOperationException("SystemProperties.getInteger needs a real Jenkins");
    }
}
