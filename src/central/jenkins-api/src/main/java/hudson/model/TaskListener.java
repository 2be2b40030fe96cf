package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serializable;

/** The log of something that runs. */
public interface TaskListener extends Serializable {

    TaskListener NULL = () -> new PrintStream(OutputStream.nullOutputStream());

    @NonNull
    PrintStream getLogger();

    @NonNull
    default PrintWriter error(String msg) {
        PrintWriter writer = new PrintWriter(getLogger(), true);
        writer.println("ERROR: " + msg);
        return writer;
    }

    @NonNull
    default PrintWriter error(String format, Object... args) {
        return error(format.formatted(args));
    }
}
