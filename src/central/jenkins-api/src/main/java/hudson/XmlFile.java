package hudson;

import java.io.File;
import java.io.IOException;

/** A file that an object is stored in. */
public final class XmlFile {

    public XmlFile(File file) {}

    public File getFile() {
        throw new UnsupportedOperationException("XmlFile.getFile needs a real Jenkins");
    }

    public boolean exists() {
        throw new UnsupportedOperationException("XmlFile.exists needs a real Jenkins");
    }

    public String asString() throws IOException {
        throw new UnsupportedOperationException("XmlFile.asString needs a real Jenkins");
    }
}
