package org.florahub;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.florahub.adapter.AdapterCatalogue;
import org.florahub.adapter.Reload;
import org.florahub.adapter.Surroundings;
import org.florahub.channel.Channels;
import org.florahub.delivery.Bundles;
import org.florahub.delivery.Checkpoints;
import org.florahub.delivery.CompetenceRules;
import org.florahub.delivery.Dispatcher;
import org.florahub.delivery.LossReports;
import org.florahub.delivery.Notices;
import org.florahub.delivery.Sender;
import org.florahub.delivery.Spools;
import org.florahub.erasure.Eraser;
import org.florahub.erasure.Retention;
import org.florahub.erasure.RetentionRules;
import org.florahub.intake.Intake;
import org.florahub.ledger.InvalidPolicyException;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.LedgerMismatchException;
import org.florahub.ledger.LogKeys;
import org.florahub.ledger.Policy;
import org.florahub.record.Quarantine;
import org.florahub.record.Store;
import org.florahub.vault.BrokenKeyStoreException;
import org.florahub.vault.KeyStore;
import org.florahub.vault.PassphraseFile;
import org.florahub.witness.Cosigning;
import org.florahub.witness.ForkedLogException;
import org.florahub.witness.Patience;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts the stages together, in the order in which a message passes them.
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    private static final String LOG_KEYS = "ledger.keys";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    AdapterCatalogue adapters(HubProperties hub, Environment environment) {
        return AdapterCatalogue.load(hub.adapters(), hub.transforms(), environment::getProperty);
    }

    @Bean
    KeyStore keyStore(HubProperties hub) {
        return KeyStore.open(hub.keyStoreFile(), passphrase(hub.keys()));
    }

    @Bean
    Store store(HubProperties hub, KeyStore keys, AdapterCatalogue adapters, Clock clock, MeterRegistry meters) {
        return Store.open(hub.data(), keys, new CompetenceRules(adapters), clock, meters);
    }

    @Bean
    Quarantine quarantine(Store store) {
        return store.quarantine();
    }

    @Bean
    Ledger ledger(HubProperties hub, KeyStore keys, Store store, Clock clock, MeterRegistry meters)
            throws IOException, LedgerMismatchException {
        Ledger ledger = Ledger.open(hub.data().resolve("ledger"), logKeys(hub, keys), store.leaves(), clock);
        store.listen((_, _) -> ledger.signal());
        Gauge.builder("flora.ledger.size", ledger, Ledger::size)
                .description("Entries under the last signed checkpoint")
                .register(meters);
        Gauge.builder("flora.ledger.pending", ledger, Ledger::pending)
                .description("Durable entries that no checkpoint covers yet")
                .register(meters);
        return ledger;
    }

    /// Before any channel opens: a hub that finds a fork takes no message.
    @Bean
    Cosigning cosigning(HubProperties hub, Ledger ledger, MeterRegistry meters)
            throws IOException, ForkedLogException, InterruptedException {
        Path file = hub.data().resolve("ledger").resolve("witnessed");
        HubProperties.Log log = hub.ledger();
        Cosigning cosigning = Cosigning.start(
                policy(log.policy()), ledger, file, Patience.of(log.witnessTimeout(), log.witnessedWithin()));
        WitnessMeters.register(cosigning, meters);
        return cosigning;
    }

    @Bean
    Intake intake(
            HubProperties hub, Store store, AdapterCatalogue adapters, Cosigning cosigning, MeterRegistry meters) {
        return new Intake(store, adapters, hub.intake(), cosigning::stop, meters);
    }

    @Bean
    Bundles bundles(
            Store store, Ledger ledger, Cosigning cosigning, AdapterCatalogue adapters, Sender sender, Clock clock) {
        Checkpoints checkpoints =
                cosigning.isRequired() ? new WitnessedCheckpoints(ledger, cosigning) : Checkpoints.of(ledger);
        return Bundles.start(store, ledger, checkpoints, adapters, sender, clock);
    }

    @Bean
    LossReports lossReports(Store store) {
        return new LossReports(store);
    }

    @Bean
    Dispatcher dispatcher(
            HubProperties hub,
            Store store,
            AdapterCatalogue adapters,
            Sender sender,
            Bundles bundles,
            Clock clock,
            MeterRegistry meters) {
        return Dispatcher.start(store, adapters.get(), sender, bundles, hub.delivery(), clock, meters);
    }

    @Bean
    Eraser eraser(HubProperties hub, Store store, Spools spools, Sender sender, AdapterCatalogue adapters) {
        return Eraser.start(
                store, spools, new Notices(sender, adapters), hub.erasure().policy());
    }

    @Bean
    Retention retention(Store store) {
        return new Retention(store, RetentionRules.standard());
    }

    /// Keeps channels and couriers at the folders. Channels come before the courier that sends through them.
    @Bean
    Reload reload(
            AdapterCatalogue adapters,
            Surroundings surroundings,
            Channels channels,
            Dispatcher dispatcher,
            Intake intake,
            Clock clock,
            MeterRegistry meters) {
        var reload = new Reload(adapters, surroundings, clock, meters);
        reload.follow(channels.inwards());
        reload.follow(channels.outwards(), dispatcher);
        reload.follow(new Resumption(intake));
        return reload;
    }

    @Bean
    ApplicationRunner reloading(Reload reload, HubProperties hub) {
        return _ -> hub.reload().interval().ifPresent(reload::watch);
    }

    /// Long messages that a crash interrupted are finished while new ones are already received.
    @Bean
    ApplicationRunner resumption(Intake intake) {
        return _ -> Thread.ofVirtual().name("resume").start(intake::resumeUnfinished);
    }

    private static Policy policy(@Nullable Path file) throws IOException {
        if (file == null) {
            return new Policy(List.of(), List.of(), new Policy.Quorum.Nobody());
        }
        try {
            return Policy.parse(Files.readAllBytes(file));
        } catch (InvalidPolicyException e) {
            throw new IllegalStateException(
                    "flora.ledger.policy, %s:\n  %s".formatted(file, String.join("\n  ", e.mistakes())), e);
        }
    }

    private static LogKeys logKeys(HubProperties hub, KeyStore keys) {
        String origin = hub.ledger().origin();
        return keys.secret(LOG_KEYS)
                .map(LogKeys::decode)
                .map(known -> known.of(origin))
                .orElseGet(() -> {
                    LogKeys fresh = LogKeys.generate(origin);
                    keys.put(LOG_KEYS, fresh.encode());
                    return fresh;
                });
    }

    private static char[] passphrase(HubProperties.Keys keys) {
        Path file = keys.passphraseFile();
        if (file != null) {
            return PassphraseFile.read(file).toCharArray();
        }
        if (keys.passphrase() == null) {
            throw new BrokenKeyStoreException(
                    "flora.keys: found no passphrase, expected one for the key store. Set FLORA_KEYS_PASSPHRASE or flora.keys.passphrase-file.",
                    null);
        }
        return keys.passphrase().toCharArray();
    }
}
