package hudson;

/** A file in XML. */
public final class XmlFile {

    XmlFile() {}
}
