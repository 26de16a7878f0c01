package org.florahub.channel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.impl.SecurityStoreImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded broker: AMQP 1.0 and Artemis' own protocol on one port, security on, everything durable.
///
/// Each adapter has four durable queues: `in.ADAPTER` (it sends), `reply.ADAPTER` (answers to it), `out.ADAPTER`
/// (events for it) and `dead.ADAPTER` (messages that made the hub fail). Nobody can create others. Messages beyond
/// the memory limit are paged to disk. A queue stays when its adapter is removed.
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String WIRE = "wire";
    /// Named so that the broker does not warn for each queue that it has none.
    private static final SimpleString NEVER_USED = SimpleString.of("dead");

    private static final List<String> PREFIXES = List.of("in.", "reply.", "out.", "dead.");

    private static final int JOURNAL_BUFFER_NANOS = 300_000;
    private static final int MIB = 1 << 20;
    private static final int COMPACT_MILLIS = 120_000;

    private final EmbeddedActiveMQ artemis;
    private final BrokerGate gate;
    private final MeterRegistry meters;
    private final String inside;
    private final int port;

    private Broker(EmbeddedActiveMQ artemis, BrokerGate gate, MeterRegistry meters, String inside, int port) {
        this.artemis = artemis;
        this.gate = gate;
        this.meters = meters;
        this.inside = inside;
        this.port = port;
    }

    /// Starts the broker; it accepts connections when this returns.
    ///
    /// @param adapters names of those whose queues are made
    /// @param meters   gets `flora.queue.depth`
    /// @throws IllegalStateException if it cannot start: its port is taken, its journal is locked or not readable
    static Broker start(
            EdgeProperties edge,
            MqProperties limits,
            Collection<String> adapters,
            BrokerGate gate,
            MeterRegistry meters) {
        String inside = "vm://" + NUMBER.incrementAndGet();
        var artemis = new EmbeddedActiveMQ();
        artemis.setSecurityManager(gate);
        try {
            artemis.setConfiguration(configuration(edge, limits, adapters, inside));
            artemis.start();
            if (!artemis.getActiveMQServer().waitForActivation(2, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not become active");
            }
            if (!(artemis.getActiveMQServer().getRemotingService().getAcceptor(WIRE) instanceof NettyAcceptor acceptor)
                    || !acceptor.isStarted()) {
                throw new IllegalStateException("its port is taken");
            }
            var broker = new Broker(artemis, gate, meters, inside, acceptor.getActualPort());
            adapters.forEach(broker::measure);
            return broker;
        } catch (Exception e) {
            stop(artemis);
            throw new IllegalStateException(
                    "The broker cannot start on %s:%d with its journal in %s. Is another hub running there? Stop it, or set flora.amqp-port or flora.data."
                            .formatted(edge.bind(), edge.amqpPort(), edge.brokerFolder()),
                    e);
        }
    }

    /// Makes the queues of an adapter unless they are there.
    void open(String adapter) throws Exception {
        for (String prefix : PREFIXES) {
            artemis.getActiveMQServer().createQueue(durable(prefix + adapter), true);
        }
        measure(adapter);
    }

    private void measure(String adapter) {
        for (String prefix : PREFIXES) {
            if (meters.find("flora.queue.depth").tag("queue", prefix + adapter).gauge() != null) {
                continue;
            }
            Gauge.builder("flora.queue.depth", () -> depth(prefix + adapter))
                    .description("Messages in a queue of the broker")
                    .tag("queue", prefix + adapter)
                    .register(meters);
        }
    }

    /// Ends the connections of a user; who may not log in any more has no others.
    void disconnect(String user) {
        ActiveMQServer server = artemis.getActiveMQServer();
        if (server.getSecurityStore() instanceof SecurityStoreImpl remembered) {
            remembered.invalidateAuthenticationCache();
            remembered.invalidateAuthorizationCache();
        }
        server.getActiveMQServerControl().closeConnectionsForUser(user);
    }

    /// Port of AMQP and JMS.
    public int port() {
        return port;
    }

    /// `ASYNCIO` where libaio and its native library are there, else `NIO`: about half the rate of lone messages.
    public String journal() {
        return artemis.getActiveMQServer().getConfiguration().getJournalType().name();
    }

    /// How many messages lie in a queue; 0 if there is no such queue.
    public long depth(String queue) {
        Queue found = artemis.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /// Removes the messages of a delivery that nobody has fetched from a queue.
    ///
    /// @return how many
    int remove(String queue, UUID delivery) throws Exception {
        Queue found = artemis.getActiveMQServer().locateQueue(queue);
        if (found == null) {
            return 0;
        }
        int removed =
                found.deleteMatchingReferences(FilterImpl.createFilter("florahub_delivery = '%s'".formatted(delivery)));
        // the journal is told of it afterwards; a compaction before that would carry the message over
        artemis.getActiveMQServer().getStorageManager().getContext().waitCompletion(COMPACT_MILLIS);
        return removed;
    }

    /// Writes the journal anew without what has been removed; files that hold nothing any more are deleted.
    void compact() throws Exception {
        if (artemis.getActiveMQServer().getStorageManager().getMessageJournal() instanceof JournalImpl journal) {
            journal.flush();
            journal.scheduleCompactAndBlock(COMPACT_MILLIS);
        }
    }

    /// Whether messages of a queue lie in pages, files that go as a whole when all in them has been fetched: until then
    /// they hold what has been removed.
    boolean isPaged(String queue) throws Exception {
        PagingStore pages = artemis.getActiveMQServer().getPagingManager().getPageStore(SimpleString.of(queue));
        if (pages == null || !pages.isPaging()) {
            return false;
        }
        pages.getCursorProvider().scheduleCleanup().get(COMPACT_MILLIS, TimeUnit.MILLISECONDS);
        return pages.isPaging();
    }

    /// Whether it is up.
    boolean isActive() {
        ActiveMQServer server = artemis.getActiveMQServer();
        return server.isStarted() && server.isActive();
    }

    /// Connections of the hub itself, inside this process. Every wait on them is bounded.
    ActiveMQConnectionFactory connections() {
        var factory = new ActiveMQConnectionFactory(inside);
        factory.setUser(Rights.HUB);
        factory.setPassword(gate.hubPassword());
        factory.setReconnectAttempts(0);
        factory.setCallTimeout(20_000);
        factory.setCacheDestinations(true);
        factory.setProducerWindowSize(-1); // a full queue is paged to disk, so that there is nothing to hold back
        return factory;
    }

    @Override
    public void close() {
        stop(artemis);
    }

    private static void stop(EmbeddedActiveMQ artemis) {
        try {
            artemis.stop();
        } catch (Exception e) {
            LOG.warn("the broker did not stop cleanly; its journal is read again at the next start", e);
        }
    }

    private static Configuration configuration(
            EdgeProperties edge, MqProperties limits, Collection<String> adapters, String inside) throws Exception {
        Path folder = ClearText.ofHub(edge.brokerFolder()).toAbsolutePath();
        Configuration broker = new ConfigurationImpl()
                .setName("florahub")
                .setSecurityEnabled(true)
                .setPersistenceEnabled(true)
                .setJMXManagementEnabled(false)
                .setPersistIDCache(true)
                .setIDCacheSize(limits.idCache())
                .setGlobalMaxSize(limits.memory().toBytes())
                .setMaxDiskUsage(95);
        journal(broker, folder);
        String address = "tcp://%s:%d".formatted(edge.bind(), edge.amqpPort());
        broker.addAcceptorConfiguration("inside", inside);
        broker.addAcceptorConfiguration(WIRE, address + "?protocols=CORE,AMQP;amqpDuplicateDetection=true");
        broker.addAddressSetting("#", addressSettings(limits));
        broker.registerBrokerPlugin(new DurableSends());
        broker.addAddressConfiguration(queue(NEVER_USED.toString()));
        for (String adapter : adapters) {
            for (String prefix : PREFIXES) {
                broker.addAddressConfiguration(queue(prefix + adapter));
            }
        }
        return broker;
    }

    private static void journal(Configuration broker, Path folder) throws IOException {
        boolean async = AIOSequentialFileFactory.isSupported();
        broker.setJournalType(async ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalPoolFiles(0) // a used file is deleted, not kept with what it held
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalLockAcquisitionTimeout(2_000)
                .setJournalBufferTimeout_AIO(JOURNAL_BUFFER_NANOS)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS);
        if (!async) {
            LOG.info(
                    "broker journal is NIO: for ASYNCIO install libaio and put libartemis-native-64.so on java.library.path");
        }
    }

    private static AddressSettings addressSettings(MqProperties limits) {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(Math.max(limits.memory().toBytes() / 4, 2L * MIB))
                .setPageSizeBytes(MIB)
                .setMaxReadPageBytes(2 * MIB)
                .setPrefetchPageBytes(MIB)
                .setMaxDeliveryAttempts(
                        -1) // the hub counts attempts itself: a store that is down is not the message's fault
                .setNoExpiry(true)
                .setDeadLetterAddress(NEVER_USED)
                .setExpiryAddress(NEVER_USED)
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setIDCacheSize(limits.idCache());
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(durable(name));
    }

    private static QueueConfiguration durable(String name) {
        return QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true)
                .setAutoCreateAddress(true);
    }
}
