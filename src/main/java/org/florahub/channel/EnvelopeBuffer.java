package org.florahub.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapBindingConstants;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.Phase;

/// Holds the bytes of a call as they came, up to a limit, for [StatusService]. Declares the headers of WS-Addressing
/// understood: the message id is used, and answers go back on the same connection, whatever a header asks for. The
/// action of a call means nothing: there is one operation.
final class EnvelopeBuffer extends AbstractSoapInterceptor {

    private static final String BYTES = EnvelopeBuffer.class.getName();
    private static final Set<QName> UNDERSTOOD = Stream.of(
                    "MessageID", "To", "Action", "ReplyTo", "From", "FaultTo", "RelatesTo")
            .map(name -> new QName("http://www.w3.org/2005/08/addressing", name))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern ACTION = Pattern.compile(";\\s*action=(\"[^\"]*\"|[^;]*)", Pattern.CASE_INSENSITIVE);

    private final LongSupplier limit;

    EnvelopeBuffer(LongSupplier limit) {
        super(Phase.RECEIVE);
        this.limit = limit;
    }

    /// What was buffered for this call.
    static byte[] bytes(Message message) {
        return Objects.requireNonNull((byte[]) message.getExchange().get(BYTES), "a call without a body");
    }

    @Override
    public void handleMessage(SoapMessage message) {
        InputStream in = message.getContent(InputStream.class);
        if (in == null) {
            return; // a GET for the description
        }
        forgetAction(message);
        if (String.valueOf(message.get(Message.CONTENT_TYPE)).startsWith("text/xml")) {
            message.setVersion(Soap11.getInstance()); // so that a fault before the envelope is read fits the caller
        }
        long bytesMax = limit.getAsLong();
        try (in) {
            byte[] bytes = in.readNBytes(Math.toIntExact(bytesMax + 1));
            if (bytes.length > bytesMax) {
                throw Faults.tooLarge(message, bytesMax);
            }
            if (SoapEnvelope.hasDoctype(bytes)) {
                throw Faults.doctype(message);
            }
            message.getExchange().put(BYTES, bytes);
            message.setContent(InputStream.class, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw Faults.unreadable(message, e);
        }
    }

    /// It is a header of its own in SOAP 1.1, and a parameter of the content type in 1.2.
    private static void forgetAction(Message message) {
        if (message.get(Message.PROTOCOL_HEADERS) instanceof Map<?, ?> headers) {
            headers.remove(SoapBindingConstants.SOAP_ACTION);
        }
        if (message.get(Message.CONTENT_TYPE) instanceof String type) {
            message.put(Message.CONTENT_TYPE, ACTION.matcher(type).replaceAll(""));
        }
    }

    @Override
    public Set<QName> getUnderstoodHeaders() {
        return UNDERSTOOD;
    }
}
