package org.florahub.channel;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.florahub.adapter.Surroundings;
import org.florahub.delivery.Sender;
import org.florahub.delivery.Spools;
import org.florahub.intake.Intake;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The edge as Spring beans. Needs the [Adapters] in force, [Intake], a [MeterRegistry] and a [Clock]; offers the
/// [Sender] and the [Broker].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    EdgeProperties.class,
    MqProperties.class,
    FileProperties.class,
    SftpProperties.class,
    SoapProperties.class,
    HttpProperties.class
})
@Import(HttpSecurityConfiguration.class)
public class ChannelConfiguration {

    @Bean
    Rights rights(Supplier<Adapters> adapters) {
        return Rights.of(adapters);
    }

    @Bean
    Credentials credentials(EdgeProperties edge, Supplier<Adapters> adapters) {
        var needed = new TreeSet<String>();
        needed.add(Rights.OPERATOR);
        adapters.get().all().stream()
                .filter(Adapter::logsIn)
                .map(Adapter::credentials)
                .forEach(needed::add);
        return Credentials.open(edge.credentialsFile(), needed);
    }

    @Bean
    RefusalLog refusalLog(Clock clock) {
        return new RefusalLog(clock);
    }

    @Bean(destroyMethod = "close")
    Broker broker(
            EdgeProperties edge,
            MqProperties limits,
            Supplier<Adapters> adapters,
            Credentials credentials,
            Rights rights,
            RefusalLog log,
            MeterRegistry meters) {
        List<String> names = adapters.get().all().stream().map(Adapter::name).toList();
        Broker broker = Broker.start(edge, limits, names, new BrokerGate(credentials, rights, log), meters);
        try {
            new Leftovers(edge).remove(); // the journal's lock says that no other hub is using them
        } catch (UncheckedIOException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    @Bean
    Reception reception(Intake intake, MeterRegistry meters) {
        return new Reception(intake::receiveInOrder, meters);
    }

    @Bean("folder-component")
    FolderComponent folderComponent(
            Supplier<Adapters> adapters, EdgeProperties edge, FileProperties settings, Clock clock) {
        return new FolderComponent(adapters, edge, settings, clock);
    }

    @Bean("sftp-component")
    SftpComponent sftpComponent(
            Supplier<Adapters> adapters,
            EdgeProperties edge,
            SftpProperties settings,
            Clock clock,
            MeterRegistry meters) {
        return new SftpComponent(adapters, edge, settings, clock, meters);
    }

    @Bean("mq-component")
    MqComponent mqComponent(Supplier<Adapters> adapters, Broker broker, EdgeProperties edge, MqProperties settings) {
        return new MqComponent(adapters, broker, edge, settings);
    }

    @Bean("callback-component")
    CallbackComponent callbackComponent(Supplier<Adapters> adapters, EdgeProperties edge, SoapProperties settings) {
        return new CallbackComponent(adapters, edge, settings);
    }

    @Bean("post-component")
    PostComponent postComponent(
            Supplier<Adapters> adapters, EdgeProperties edge, HttpProperties settings, Postbox postbox) {
        return new PostComponent(adapters, edge, settings, postbox);
    }

    @Bean
    Postbox postbox(HttpProperties settings) {
        return new Postbox(settings.callsMax());
    }

    @Bean
    ServletRegistrationBean<Postbox> postboxServlet(Postbox postbox) {
        return new ServletRegistrationBean<>(postbox, "/in/*");
    }

    @Bean
    FilterRegistrationBean<ServiceGate> postboxGate(Channels channels, Postbox postbox) {
        var registration = new FilterRegistrationBean<>(new ServiceGate(channels::areOpen, postbox::calls));
        registration.addUrlPatterns("/in/*");
        return registration;
    }

    @Bean(destroyMethod = "")
    Bus soapBus() {
        return BusFactory.newInstance().createBus();
    }

    @Bean
    ServletRegistrationBean<CXFNonSpringServlet> soapServlet(Bus soapBus) {
        var servlet = new CXFNonSpringServlet();
        servlet.setBus(soapBus);
        var registration = new ServletRegistrationBean<>(servlet, "/services/*");
        registration.addInitParameter("hide-service-list-page", "true");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ServiceGate> serviceGate(Channels channels, SoapEndpoints soap) {
        var registration = new FilterRegistrationBean<>(new ServiceGate(channels::areOpen, soap::calls));
        registration.addUrlPatterns("/services/*");
        return registration;
    }

    @Bean
    SoapEndpoints soapEndpoints(Bus soapBus, Reception reception, SoapProperties settings, EdgeProperties edge) {
        return new SoapEndpoints(soapBus, reception, settings, edge.data().resolve("soap"), edge.transforms());
    }

    @Bean
    Channels channels(Supplier<Adapters> adapters, SoapEndpoints soap, Postbox postbox, Broker broker) {
        return new Channels(adapters, soap, postbox, broker);
    }

    @Bean
    Sender sender(Channels channels) {
        return new RouteSender(channels);
    }

    @Bean
    Spools spools(EdgeProperties edge, Broker broker) {
        return new EdgeSpools(edge, broker);
    }

    @Bean("channelsHealthIndicator")
    ChannelHealth channelHealth(Broker broker, Channels channels) {
        return new ChannelHealth(broker, channels);
    }

    @Bean
    Surroundings surroundings(EdgeProperties edge, Credentials credentials, SoapProperties soap, HttpProperties http) {
        return new EdgeSurroundings(edge, credentials, soap, http);
    }
}
