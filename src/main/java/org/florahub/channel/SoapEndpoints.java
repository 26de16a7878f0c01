package org.florahub.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.soap.SoapBindingConstants;
import org.apache.cxf.jaxws.EndpointImpl;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.jspecify.annotations.Nullable;

/// The services of all adapters that send over SOAP, each at `/services/ADAPTER`, in SOAP 1.1 and 1.2, described by
/// one WSDL with the schema of its transform beside it.
final class SoapEndpoints implements AutoCloseable {

    private static final QName SERVICE = new QName(Faults.NAMESPACE, "Statusdienst");
    private static final QName PORT = new QName(Faults.NAMESPACE, "StatusdienstSoap12");
    private static final String SOAP_12 = SoapBindingConstants.SOAP12_BINDING_ID;

    private final Map<String, Published> published = new ConcurrentHashMap<>();
    private final Bus bus;
    private final Reception reception;
    private final SoapProperties settings;
    private final Path description;
    private final Path schema;

    /// @param description folder into which WSDL and schemas are copied, so that the WSDL can name them
    /// @param transforms  the folder of the transforms, whose `schema/` the WSDL imports
    SoapEndpoints(Bus bus, Reception reception, SoapProperties settings, Path description, Path transforms) {
        this.bus = bus;
        this.reception = reception;
        this.settings = settings;
        this.description = description;
        this.schema = transforms.resolve("statusdienst-soap/schema/statusdienst-1.xsd");
    }

    /// @param calls closed until the service is there: a call that meets it before is answered 200 with an empty body
    private record Published(EndpointImpl endpoint, StatusService service, Turnstile calls) {}

    /// Publishes the service of an adapter, or lets the one that is published serve this version from now on.
    void publish(Adapter adapter, InChannel channel) {
        String description = describe(adapter).toUri().toString();
        Published before = published.get(adapter.name());
        if (before != null) {
            before.service.serve(adapter, channel);
            return;
        }
        var service = new StatusService(adapter, channel, reception);
        var endpoint = new EndpointImpl(bus, service);
        endpoint.setWsdlLocation(description);
        endpoint.setServiceName(SERVICE);
        endpoint.setEndpointName(PORT);
        endpoint.setBindingUri(SOAP_12);
        endpoint.setProperties(Map.of(
                "autoRewriteSoapAddressForAllServices", true,
                "allowNonMatchingToDefaultSoapAction", true));
        endpoint.getInInterceptors().add(new EnvelopeBuffer(() -> bytesMax(service.adapter())));
        var fresh = new Published(endpoint, service, new Turnstile());
        published.put(adapter.name(), fresh);
        try {
            endpoint.publish("/" + adapter.name());
        } catch (RuntimeException e) {
            published.remove(adapter.name());
            throw e;
        }
        fresh.calls.open();
    }

    /// Ends the service of an adapter when the calls inside it are answered. Does nothing if there is none.
    void close(String adapter) throws InterruptedException {
        Published last = published.get(adapter);
        if (last != null) {
            last.calls.close();
            last.endpoint.stop();
            published.remove(adapter);
        }
    }

    /// The way into the service of an adapter, or `null` if it has none.
    @Nullable
    Turnstile calls(String adapter) {
        Published service = published.get(adapter);
        return service == null ? null : service.calls;
    }

    @Override
    public void close() {
        published.values().forEach(service -> service.endpoint.stop());
        bus.shutdown(true);
    }

    private long bytesMax(Adapter adapter) {
        return Math.min(settings.bytesMax().toBytes(), adapter.limits().bytesMax());
    }

    private Path describe(Adapter adapter) {
        try (InputStream wsdl = Objects.requireNonNull(
                SoapEndpoints.class.getResourceAsStream("/wsdl/statusdienst.wsdl"), "the jar lacks its WSDL")) {
            Path folder = Files.createDirectories(description.resolve(adapter.name()));
            Path copy = folder.resolve("statusdienst.wsdl");
            String text = new String(wsdl.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(copy, text.replace("/services/NAME", "/services/" + adapter.name()));
            Files.copy(schema, folder.resolve(schema.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The SOAP description cannot be laid out in %s: is %s there?".formatted(description, schema), e);
        }
    }
}
