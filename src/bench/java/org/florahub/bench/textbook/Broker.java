package org.florahub.bench.textbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/// An embedded Artemis as one sets it up for production: durable, the native journal where there is one, security
/// on.
public final class Broker {

    public static final String USER = "textbook";
    public static final String PASSWORD = "textbook";

    private static final List<String> QUEUES =
            List.of(TextbookRoutes.IN, TextbookRoutes.REJECTED, "out.one", "out.two");

    private Broker() {}

    static EmbeddedActiveMQ start(Path folder) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("textbook")
                .setJournalType(JournalType.ASYNCIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("in-vm", "vm://0")
                .putSecurityRoles("#", Set.of(everything()));
        for (String queue : QUEUES) {
            configuration.addQueueConfiguration(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        }
        var broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(users());
        broker.start();
        return broker;
    }

    private static Role everything() {
        return new Role(USER, true, true, true, true, true, true, true, true, true, true, true, true);
    }

    private static ActiveMQJAASSecurityManager users() {
        var users = new SecurityConfiguration();
        users.addUser(USER, PASSWORD);
        users.addRole(USER, USER);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
