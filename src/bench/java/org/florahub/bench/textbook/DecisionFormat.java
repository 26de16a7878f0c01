package org.florahub.bench.textbook;

import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import tools.jackson.dataformat.xml.XmlFactory;
import tools.jackson.dataformat.xml.XmlMapper;
import tools.jackson.dataformat.xml.XmlWriteFeature;

/// Reads and writes the message with Jackson on Woodstox. Thread-safe.
public final class DecisionFormat {

    private final XmlMapper mapper = XmlMapper.builder(XmlFactory.builder()
                    .xmlInputFactory(new WstxInputFactory())
                    .xmlOutputFactory(new WstxOutputFactory())
                    .build())
            .enable(XmlWriteFeature.WRITE_XML_DECLARATION)
            .build();

    public Decision read(byte[] message) {
        return mapper.readValue(message, Decision.class);
    }

    public byte[] write(Decision decision) {
        return mapper.writeValueAsBytes(decision);
    }
}
