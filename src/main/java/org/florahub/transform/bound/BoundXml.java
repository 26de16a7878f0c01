package org.florahub.transform.bound;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.annotation.JsonInclude;
import javax.xml.stream.XMLOutputFactory;
import org.codehaus.stax2.XMLStreamWriter2;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.dataformat.xml.JacksonXmlAnnotationIntrospector;
import tools.jackson.dataformat.xml.XmlFactory;
import tools.jackson.dataformat.xml.XmlMapper;
import tools.jackson.dataformat.xml.util.DefaultXmlPrettyPrinter;

/// How Jackson binds the records of the standard interface: names and order of the components, one namespace,
/// nothing for what is absent. It is given readers and writers that are open, and leaves them open.
final class BoundXml {

    static final XMLOutputFactory WRITERS = writers();

    static final XmlMapper MAPPER = XmlMapper.builder(XmlFactory.builder()
                    .xmlOutputFactory(WRITERS)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build())
            .addModule(BoundText.module())
            .annotationIntrospector(new OneNamespace())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new Indented())
            .build();

    private BoundXml() {}

    private static WstxOutputFactory writers() {
        var factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, true);
        factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
        return factory;
    }

    /// Every element is of the standard interface's namespace.
    private static final class OneNamespace extends JacksonXmlAnnotationIntrospector {

        @Override
        public String findNamespace(MapperConfig<?> config, Annotated annotated) {
            return StatusMeldung.NAMESPACE;
        }

        @Override
        public @Nullable PropertyName findRootName(MapperConfig<?> config, AnnotatedClass annotated) {
            PropertyName name = super.findRootName(config, annotated);
            return name == null ? null : name.withNamespace(StatusMeldung.NAMESPACE);
        }
    }

    /// Indents as elements below the root.
    private static final class Indented extends DefaultXmlPrettyPrinter {

        private Indented() {
            _newLine = "\n";
        }

        @Override
        public DefaultXmlPrettyPrinter createInstance() {
            var indented = new Indented();
            indented._nesting = 1;
            return indented;
        }

        @Override
        public void writePrologLinefeed(XMLStreamWriter2 writer) {}
    }
}
