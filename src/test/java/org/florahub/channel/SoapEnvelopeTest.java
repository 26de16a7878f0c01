package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapEnvelopeTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"})
    void cutsThePayloadOutOfBothVersions(String soap) throws XMLStreamException {
        String xml = """
                <?xml version="1.0"?>
                <s:Envelope xmlns:s="%s" xmlns:m="urn:m"><s:Header/>
                <s:Body> <m:a x="1 &amp; 2"><m:nachrichtId> id-1 </m:nachrichtId><b xmlns="urn:b">ü&lt;</b></m:a></s:Body></s:Envelope>""".formatted(soap);
        SoapEnvelope envelope = SoapEnvelope.read(xml.getBytes(UTF_8));
        assertThat(new String(envelope.payload(), UTF_8))
                .isEqualTo(
                        "<?xml version='1.0' encoding='UTF-8'?><m:a xmlns:s=\"%s\" xmlns:m=\"urn:m\" x=\"1 &amp; 2\"><m:nachrichtId> id-1 </m:nachrichtId><b xmlns=\"urn:b\">ü&lt;</b></m:a>"
                                .formatted(soap));
        assertThat(envelope.documentId()).isEqualTo("id-1");
        assertThat(envelope.messageId()).isNull();
    }

    @Test
    void givesTheSameBytesForTheSameEnvelope() throws XMLStreamException {
        byte[] xml =
                envelope("<a xmlns='urn:a' q='1'>text<![CDATA[<more>]]></a>").getBytes(UTF_8);
        assertThat(SoapEnvelope.read(xml).payload())
                .isEqualTo(SoapEnvelope.read(xml).payload());
        assertThat(new String(SoapEnvelope.read(xml).payload(), UTF_8)).contains("text&lt;more>");
    }

    @Test
    void readsTheAddressingMessageId() throws XMLStreamException {
        String xml = envelope("<a/>").replace("<s:Header/>", """
                <s:Header><w:MessageID xmlns:w="http://www.w3.org/2005/08/addressing"> urn:uuid:1 </w:MessageID></s:Header>""");
        assertThat(SoapEnvelope.read(xml.getBytes(UTF_8)).messageId()).isEqualTo("urn:uuid:1");
    }

    @Test
    void readsOtherCharsetsAndWritesUtf8() throws XMLStreamException {
        String xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + envelope("<a>ü</a>");
        byte[] payload =
                SoapEnvelope.read(xml.getBytes(StandardCharsets.ISO_8859_1)).payload();
        assertThat(new String(payload, UTF_8)).contains(">ü</a>");
    }

    @Test
    void seesADoctypeAndResolvesNothing() {
        String xml = "<!-- note --><!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + envelope("<a>&x;</a>");
        assertThat(SoapEnvelope.hasDoctype(xml.getBytes(UTF_8))).isTrue();
        assertThat(SoapEnvelope.hasDoctype(envelope("<a/>").getBytes(UTF_8))).isFalse();
        assertThat(SoapEnvelope.hasDoctype("<!DOCTYP".getBytes(UTF_8))).isFalse();
        assertThatThrownBy(() -> SoapEnvelope.read(xml.getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a>", "plain text"})
    void refusesABodyWithoutAWholeDocument(String body) {
        assertThatThrownBy(() -> SoapEnvelope.read(envelope(body).getBytes(UTF_8)))
                .isInstanceOf(XMLStreamException.class);
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }
}
