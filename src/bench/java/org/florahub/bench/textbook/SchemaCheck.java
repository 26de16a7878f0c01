package org.florahub.bench.textbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.xml.sax.SAXException;

/// Validates against an XSD: compiled once, one reused validator per thread. Thread-safe.
public final class SchemaCheck {

    private final ThreadLocal<Validator> validators;

    SchemaCheck(URL xsd) throws SAXException {
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(xsd);
        validators = ThreadLocal.withInitial(() -> shut(schema.newValidator()));
    }

    private static Validator shut(Validator validator) {
        try {
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return validator;
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets a valid message through unchanged.
    @Handler
    public byte[] validate(@Body byte[] message) throws SAXException, IOException {
        validators.get().validate(new StreamSource(new ByteArrayInputStream(message)));
        return message;
    }
}
