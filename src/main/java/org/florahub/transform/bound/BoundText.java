package org.florahub.transform.bound;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The text of one element of a bound record, and where it stands.
///
/// @param text   without white space around it
/// @param line   1-based; 0 where it was not read
/// @param column 1-based; 0 where it was not read
record BoundText(String text, int line, int column) {

    /// A text to write.
    BoundText(String text) {
        this(text, 0, 0);
    }

    /// Teaches Jackson both ways.
    static JacksonModule module() {
        return new SimpleModule("bound")
                .addDeserializer(BoundText.class, new Reader())
                .addSerializer(BoundText.class, new Writer());
    }

    private static final class Reader extends StdDeserializer<BoundText> {

        private Reader() {
            super(BoundText.class);
        }

        @Override
        public BoundText deserialize(JsonParser parser, DeserializationContext context) {
            TokenStreamLocation at = parser.currentTokenLocation();
            return new BoundText(parser.getString().strip(), at.getLineNr(), at.getColumnNr());
        }
    }

    private static final class Writer extends StdSerializer<BoundText> {

        private Writer() {
            super(BoundText.class);
        }

        @Override
        public void serialize(BoundText value, JsonGenerator to, SerializationContext context) {
            to.writeString(value.text());
        }
    }
}
