package org.florahub.transform.schema;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/// The attributes of the start tag at hand in the form that validators read.
record CurrentAttributes(XMLStreamReader2 in) implements Attributes {

    @Override
    public int getLength() {
        return in.getAttributeCount();
    }

    @Override
    public String getURI(int index) {
        String uri = in.getAttributeNamespace(index);
        return uri == null ? "" : uri;
    }

    @Override
    public String getLocalName(int index) {
        return in.getAttributeLocalName(index);
    }

    @Override
    public String getQName(int index) {
        String prefix = in.getAttributePrefix(index);
        return prefix == null || prefix.isEmpty() ? getLocalName(index) : prefix + ":" + getLocalName(index);
    }

    @Override
    public String getType(int index) {
        return "CDATA";
    }

    @Override
    public String getValue(int index) {
        return in.getAttributeValue(index);
    }

    @Override
    public int getIndex(String uri, String localName) {
        for (int i = 0; i < getLength(); i++) {
            if (getLocalName(i).equals(localName) && getURI(i).equals(uri)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int getIndex(String qName) {
        for (int i = 0; i < getLength(); i++) {
            if (getQName(i).equals(qName)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable String getType(String uri, String localName) {
        return getIndex(uri, localName) < 0 ? null : "CDATA";
    }

    @Override
    public @Nullable String getType(String qName) {
        return getIndex(qName) < 0 ? null : "CDATA";
    }

    @Override
    public @Nullable String getValue(String uri, String localName) {
        int index = getIndex(uri, localName);
        return index < 0 ? null : getValue(index);
    }

    @Override
    public @Nullable String getValue(String qName) {
        int index = getIndex(qName);
        return index < 0 ? null : getValue(index);
    }
}
