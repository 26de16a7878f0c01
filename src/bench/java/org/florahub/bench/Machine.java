package org.florahub.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.camel.CamelContext;

/// What the figures hold for.
final class Machine {

    private Machine() {}

    /// Processors, memory, system, file system, JVM and the versions of what matters.
    static List<String> describe(Path data) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return List.of(
                "machine   %d processors, %d GB, %s %s, load %.1f"
                        .formatted(
                                system.getAvailableProcessors(),
                                system.getTotalMemorySize() >> 30,
                                system.getName(),
                                system.getVersion(),
                                system.getSystemLoadAverage()),
                "disk      %s, %,.0f syncs of 4 KB a second"
                        .formatted(Files.getFileStore(data).type(), Disk.syncsPerSecond(data)),
                "java      %s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
                "versions  Camel %s, Artemis %s, SQLite driver %s"
                        .formatted(
                                versionOf(CamelContext.class),
                                versionOf(ActiveMQServer.class),
                                versionOf(org.sqlite.JDBC.class)));
    }

    private static String versionOf(Class<?> type) {
        String jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        return jar.replaceFirst("^.*?-(\\d.*)[.]jar$", "$1");
    }
}
