package hudson;

/** A file in XML. */
public final class XmlFile {

    XmlFile() {}

    public boolean exists() {
        throw new UnsupportedOperationException("XmlFile.exists needs a real Jenkins");
    }
}
