package com.thoughtworks.xstream;

/** Objects as XML. */
public class XStream {
    public XStream() {}

    public String toXML(Object obj) {
        throw new UnsupportedOperationException("XStream.toXML needs a real Jenkins");
    }

    public Object fromXML(String xml) {
        throw new UnsupportedOperationException("XStream.fromXML needs a real Jenkins");
    }
}
