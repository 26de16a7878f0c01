package org.florahub.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.delivery.Outcome;
import org.florahub.intake.Content;
import org.florahub.intake.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The route templates of `routes/` by themselves: their far ends are Camel's `direct` and `mock`.
class RoutesTest extends CamelTestSupport {

    private static final Path ROUTES = Path.of("routes");

    private final TestReceiver receiver = new TestReceiver();

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        configuration.withMockEndpointsAndSkip("(folder|sftp|mq|callback|post):receiver");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        var context = new DefaultCamelContext();
        context.getRegistry().bind("reception", new Reception(receiver, new SimpleMeterRegistry()));
        for (String component : List.of("folder", "sftp", "mq", "callback", "post")) {
            context.addComponent(component, new DirectComponent());
        }
        try (var files = Files.newDirectoryStream(ROUTES, "*.camel.yaml")) {
            for (Path file : files) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            }
        }
        return context;
    }

    @Test
    void areOneTemplateAFileNamedAndDescribed() throws Exception {
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(ROUTES, "*.camel.yaml")) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".camel.yaml", "")));
        }
        assertThat(names)
                .containsExactly(
                        "deliver-folder",
                        "deliver-http",
                        "deliver-queue",
                        "deliver-sftp",
                        "deliver-soap",
                        "receive-folder",
                        "receive-http",
                        "receive-queue",
                        "receive-sftp");
        for (String name : names) {
            RouteTemplateDefinition template =
                    Objects.requireNonNull(((DefaultCamelContext) context).getRouteTemplateDefinition(name), name);
            assertThat(template.getDescriptionText()).isNotBlank();
            assertThat(template.getTemplateParameters())
                    .singleElement()
                    .satisfies(parameter -> assertThat(parameter.getName()).isEqualTo("adapter"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "receive-folder, folder:sender",
        "receive-sftp, sftp:sender",
        "receive-http, post:sender",
        "receive-queue, mq:sender"
    })
    void handABatchToIntakeAndAnswerWithItsReceipts(String name, String from) {
        route(name, "sender");

        Object answer = template().requestBody(from, List.of(message("one"), message("two")));

        assertThat(receiver.texts()).containsExactly("one", "two");
        assertThat(answer)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .allMatch(Handover.Taken.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "deliver-folder, folder:receiver",
        "deliver-sftp, sftp:receiver",
        "deliver-queue, mq:receiver",
        "deliver-soap, callback:receiver",
        "deliver-http, post:receiver",
    })
    void giveABatchToTheChannelAndAnswerWithItsOutcomes(String name, String end) throws Exception {
        route(name, "receiver");
        MockEndpoint channel = getMockEndpoint("mock:" + end);
        channel.expectedBodiesReceived("a batch");
        channel.returnReplyBody(org.apache.camel.builder.Builder.constant(List.of(new Outcome.Delivered())));

        Object answer = template().requestBody("direct:deliver.receiver", "a batch");

        channel.assertIsSatisfied();
        assertThat(answer).isEqualTo(List.of(new Outcome.Delivered()));
    }

    @ParameterizedTest
    @CsvSource({
        "deliver-folder, folder:receiver",
        "deliver-sftp, sftp:receiver",
        "deliver-queue, mq:receiver",
        "deliver-soap, callback:receiver",
        "deliver-http, post:receiver",
    })
    void leaveAFailureToTheCallerAndDoNotRepeatByThemselves(String name, String end) {
        route(name, "receiver");
        MockEndpoint channel = getMockEndpoint("mock:" + end);
        channel.whenAnyExchangeReceived(_ -> {
            throw new IllegalStateException("the channel broke");
        });

        Exchange exchange =
                template().send("direct:deliver.receiver", call -> call.getIn().setBody("a batch"));

        assertThat(exchange.getException()).hasMessage("the channel broke");
        assertThat(channel.getReceivedCounter()).isEqualTo(1);
    }

    private void route(String template, String adapter) {
        TemplatedRouteBuilder.builder(context, template)
                .routeId(template + "." + adapter)
                .parameter("adapter", adapter)
                .add();
    }

    private static Incoming message(String text) {
        Adapter adapter = Objects.requireNonNull(
                Adapters.load(Path.of("adapters"), Path.of("transforms")).get("bamf"));
        return new Incoming(adapter, adapter.in().getFirst(), text, Content.of(text.getBytes(UTF_8)), text);
    }
}
