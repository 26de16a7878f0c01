package org.florahub.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.florahub.delivery.Spools;

/// The exchange folders and the broker as an erasure sees them.
final class EdgeSpools implements Spools {

    private final EdgeProperties edge;
    private final Broker broker;

    EdgeSpools(EdgeProperties edge, Broker broker) {
        this.edge = edge;
        this.broker = broker;
    }

    @Override
    public boolean withdraw(String destination, UUID delivery, String name) {
        Path out = AdapterFolders.of(edge, destination).out();
        boolean found = false;
        for (String beside : List.of("", ".proof", ".losses")) {
            found |= delete(out.resolve(name + beside));
        }
        try {
            return broker.remove("out." + destination, delivery) > 0 || found;
        } catch (Exception e) {
            throw new IllegalStateException("A queue does not give back a delivery", e);
        }
    }

    @Override
    public void forgetCopy(String sender, String name) {
        AdapterFolders folders = AdapterFolders.of(edge, sender);
        delete(folders.in().resolve(Path.of(name).getFileName() + ".done"));
        Path answers = folders.answers();
        if (Files.isDirectory(answers)) {
            try (var files = Files.newDirectoryStream(
                    answers, file -> String.valueOf(file.getFileName()).startsWith(name))) {
                files.forEach(EdgeSpools::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void compact() {
        try {
            broker.compact();
        } catch (Exception e) {
            throw new IllegalStateException("The journal of the queues cannot be written anew", e);
        }
    }

    @Override
    public boolean isPaged(String destination) {
        try {
            return broker.isPaged("out." + destination);
        } catch (Exception e) {
            throw new IllegalStateException("A queue does not say where its messages lie", e);
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
