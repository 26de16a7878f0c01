package org.florahub.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of changed folders comes into force, on copies of real folders.
class ReloadTest {

    private static final String ONE = "sn-landesdirektion";
    private static final String OTHER = "bb-zabh";
    private static final String XML = "xauslaender";

    @TempDir
    private Path home;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Path adapters;
    private Path transforms;
    private AdapterCatalogue catalogue;
    private Reload reload;

    @BeforeEach
    void load() throws IOException {
        adapters = home.resolve("adapters");
        transforms = home.resolve("transforms");
        for (String name : List.of(ONE, OTHER)) {
            FolderCopy.copy(Path.of("adapters", name), adapters.resolve(name));
        }
        for (String name : List.of(XML, "statusliste-csv")) {
            FolderCopy.copy(Path.of("transforms", name), transforms.resolve(name));
        }
        catalogue = AdapterCatalogue.load(adapters, transforms, _ -> null);
        reload = reload(demanding(_ -> List.of()));
    }

    private static Surroundings demanding(Function<Adapter, List<Problem>> refusals) {
        return new Surroundings() {
            @Override
            public List<Problem> refusals(Adapter adapter) {
                return refusals.apply(adapter);
            }

            @Override
            public List<Problem> lacks(Adapter adapter) {
                return List.of();
            }
        };
    }

    private Reload reload(Surroundings surroundings) {
        var fresh = new Reload(catalogue, surroundings, Clock.systemUTC(), meters);
        fresh.follow(new Follower() {
            @Override
            public void admit(Adapter adapter) {
                told.add("+" + adapter.name());
            }

            @Override
            public void withdraw(Adapter adapter, @Nullable Adapter successor) {
                told.add("-" + adapter.name() + (successor == null ? " for good" : ""));
            }
        });
        return fresh;
    }

    @Test
    void takesNothingOverWhileNothingChanges() throws Exception {
        Adapters before = catalogue.get();

        reload.now();

        assertThat(catalogue.get()).isSameAs(before);
        assertThat(told).isEmpty();
        assertThat(reload.adapters())
                .extracting(Standing::name, Standing::refused)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(OTHER, List.of()),
                        org.assertj.core.groups.Tuple.tuple(ONE, List.of()));
    }

    @Test
    void takesAChangedAdapterOverAndLeavesTheOthersAlone() throws Exception {
        Adapter other = adapter(OTHER);
        FolderCopy.edit(yaml(ONE), text -> text.replace("20 MB", "30 MB"));

        reload.now();

        assertThat(adapter(ONE).limits().bytesMax()).isEqualTo(30L << 20);
        assertThat(adapter(OTHER)).isSameAs(other);
        assertThat(told).containsExactly("-" + ONE, "+" + ONE);
        assertThat(counted("taken")).isEqualTo(1);
    }

    @Test
    void keepsTheOldOneWhereTheNewOneIsWrongAndStillTakesOthersOver() throws Exception {
        Adapter old = adapter(ONE);
        FolderCopy.edit(yaml(ONE), text -> text.replace("limits:", "limitz:"));
        FolderCopy.edit(yaml(OTHER), text -> text.replace("30 s", "40 s"));

        reload.now();

        assertThat(adapter(ONE)).isSameAs(old);
        assertThat(adapter(OTHER).limits().unfinishedWait()).isEqualTo(Duration.ofSeconds(40));
        assertThat(refused(reload.adapters(), ONE))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains("adapter.yaml", "limitz", "Did you mean \"limits\"?"));
        assertThat(told).containsExactly("-" + OTHER, "+" + OTHER);
    }

    @Test
    void takesTheRepairedOneOverAndForgetsItsMistakes() throws Exception {
        FolderCopy.edit(yaml(ONE), text -> text.replace("limits:", "limitz:"));
        reload.now();
        FolderCopy.edit(yaml(ONE), text -> text.replace("limitz:", "limits:").replace("20 MB", "30 MB"));

        reload.now();

        assertThat(refused(reload.adapters(), ONE)).isEmpty();
        assertThat(adapter(ONE).limits().bytesMax()).isEqualTo(30L << 20);
    }

    @Test
    void refusesAnAdapterWhoseOwnSamplesDoNotHold() throws Exception {
        Adapter old = adapter(ONE);
        FolderCopy.edit(
                adapters.resolve(ONE).resolve("samples/in/010-ankunft.events.json"),
                text -> text.replace("\"registered-arrival\"", "\"departed\"")
                        .replace("\"kind\": \"report\"", "\"kind\": \"correct\""));
        FolderCopy.edit(yaml(ONE), text -> text.replace("20 MB", "30 MB"));

        reload.now();

        assertThat(adapter(ONE)).isSameAs(old);
        assertThat(refused(reload.adapters(), ONE))
                .extracting(Problem::code, Problem::file)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "sample-differs", "adapters/%s/samples/in/010-ankunft.xml".formatted(ONE)));
    }

    @Test
    void bringsATransformIntoForceForThoseWhoUseIt() throws Exception {
        String before = adapter(ONE).in().getFirst().transform().version();
        Adapter other = adapter(OTHER);
        FolderCopy.edit(transforms.resolve(XML).resolve("transform.yaml"), text -> text + "\n# a remark\n");

        reload.now();

        assertThat(adapter(ONE).in().getFirst().transform().version()).isNotEqualTo(before);
        assertThat(adapter(OTHER)).isSameAs(other);
        assertThat(told).containsExactly("-" + ONE, "+" + ONE);
    }

    @Test
    void keepsATransformThatIsWrong() throws Exception {
        Adapter old = adapter(ONE);
        FolderCopy.edit(transforms.resolve(XML).resolve("transform.yaml"), text -> text.replace("engine:", "enjine:"));

        reload.now();

        assertThat(adapter(ONE)).isSameAs(old);
        assertThat(refused(reload.transforms(), XML)).isNotEmpty();
        assertThat(refused(reload.adapters(), ONE)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void addsANewFolderAndDropsARemovedOne() throws Exception {
        FolderCopy.copy(Path.of("adapters/bamf"), adapters.resolve("bamf"));
        FolderCopy.remove(adapters.resolve(OTHER));

        reload.now();

        assertThat(catalogue.get().all()).extracting(Adapter::name).containsExactly("bamf", ONE);
        assertThat(told).containsExactlyInAnyOrder("+bamf", "-" + OTHER + " for good");
        assertThat(counted("removed")).isEqualTo(1);
    }

    @Test
    void refusesANewFolderOfAnAuthorityThatIsThereAlready() throws Exception {
        FolderCopy.copy(adapters.resolve(ONE), adapters.resolve("aa-copy"));
        FolderCopy.edit(yaml("aa-copy"), text -> text.replace("adapter: " + ONE, "adapter: aa-copy"));

        reload.now();

        assertThat(catalogue.get().get("aa-copy")).isNull();
        assertThat(catalogue.get().get(ONE)).isNotNull();
        assertThat(refused(reload.adapters(), "aa-copy"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).isEqualTo("the authority of " + ONE));

        FolderCopy.remove(adapters.resolve(ONE));
        reload.now();

        assertThat(catalogue.get().all()).extracting(Adapter::name).containsExactly("aa-copy", OTHER);
    }

    @Test
    void keepsAnAdapterWhoseTransformIsRemoved() throws Exception {
        FolderCopy.remove(transforms.resolve(XML));

        reload.now();

        assertThat(catalogue.get().get(ONE)).isNotNull();
        assertThat(refused(reload.adapters(), ONE))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.found()).isEqualTo("an unknown transform"));
    }

    @Test
    void waitsWithANewAdapterForItsTransform() throws Exception {
        FolderCopy.copy(Path.of("transforms/statusdienst-soap"), transforms.resolve("statusdienst-soap"));
        FolderCopy.copy(Path.of("adapters/rp-add"), adapters.resolve("rp-add"));
        Path broken = transforms.resolve("statusdienst-soap/transform.yaml");
        FolderCopy.edit(broken, text -> text.replace("engine:", "enjine:"));
        reload.now();

        assertThat(catalogue.get().get("rp-add")).isNull();
        assertThat(refused(reload.adapters(), "rp-add"))
                .extracting(Problem::found)
                .containsExactly("the transform statusdienst-soap, which is not in force");

        FolderCopy.edit(broken, text -> text.replace("enjine:", "engine:"));
        reload.now();

        assertThat(catalogue.get().get("rp-add")).isNotNull();
    }

    @Test
    void refusesWhatThisHubCannotServe() throws Exception {
        var problem = new Problem("A005", "adapters/x", 0, 0, null, "plain http", "https", "Use it.");
        reload = reload(demanding(adapter -> adapter.name().equals(ONE) ? List.of(problem) : List.of()));
        FolderCopy.edit(yaml(ONE), text -> text.replace("20 MB", "30 MB"));

        reload.now();

        assertThat(refused(reload.adapters(), ONE)).containsExactly(problem);
        assertThat(adapter(ONE).limits().bytesMax()).isEqualTo(20L << 20);
    }

    @Test
    void takesAnEmptyFolderForAMountThatIsGone() throws Exception {
        FolderCopy.remove(adapters);
        Files.createDirectories(adapters);

        reload.now();

        assertThat(reload.trouble()).contains("Is it mounted?");
        assertThat(catalogue.get().all()).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void ignoresWhatEditorsLeaveBehind() throws Exception {
        Adapters before = catalogue.get();
        Files.writeString(adapters.resolve(ONE).resolve(".adapter.yaml.swp"), "x");
        Files.writeString(transforms.resolve(XML).resolve("transform.yaml~"), "x");
        Files.createDirectories(adapters.resolve(".git"));

        reload.now();

        assertThat(catalogue.get()).isSameAs(before);
    }

    @Test
    void finishesWhatIsAtHandBeforeTheSuccessorBegins() throws Exception {
        var atHand = new CountDownLatch(1);
        var done = Collections.synchronizedList(new ArrayList<String>());
        reload.follow(new Follower() {
            @Override
            public void admit(Adapter adapter) {
                done.add("begins " + adapter.name());
            }

            @Override
            public void withdraw(Adapter adapter, @Nullable Adapter successor) throws InterruptedException {
                if (adapter.name().equals(ONE)) {
                    atHand.await();
                }
                done.add("finished " + adapter.name());
            }
        });
        FolderCopy.edit(yaml(ONE), text -> text.replace("20 MB", "30 MB"));
        FolderCopy.edit(yaml(OTHER), text -> text.replace("30 s", "40 s"));
        reload.watch(Duration.ofMillis(20));

        await().until(() -> done.contains("begins " + OTHER));
        assertThat(done).containsExactly("finished " + OTHER, "begins " + OTHER);
        assertThat(standing(reload.adapters(), ONE).working()).isEqualTo("what is at hand is finished first");

        atHand.countDown();
        await().until(() -> standing(reload.adapters(), ONE).working() == null);
        assertThat(done).endsWith("finished " + ONE, "begins " + ONE);
        reload.close();
    }

    @Test
    void triesAgainWhatCouldNotBeOpened() throws Exception {
        var attempts = Collections.synchronizedList(new ArrayList<String>());
        reload.follow(new Follower() {
            @Override
            public void admit(Adapter adapter) throws IOException {
                attempts.add("admit");
                if (attempts.size() < 2) {
                    throw new IOException("the port is taken");
                }
            }

            @Override
            public void withdraw(Adapter adapter, @Nullable Adapter successor) {}
        });
        FolderCopy.copy(Path.of("adapters/bamf"), adapters.resolve("bamf"));
        reload.watch(Duration.ofMillis(20));

        await().until(() ->
                attempts.size() == 2 && standing(reload.adapters(), "bamf").working() == null);
        reload.close();
    }

    private Path yaml(String adapter) {
        return adapters.resolve(adapter).resolve("adapter.yaml");
    }

    private Adapter adapter(String name) {
        return Objects.requireNonNull(catalogue.get().get(name));
    }

    private double counted(String result) {
        return meters.counter("flora.adapter.reloads", "result", result).count();
    }

    private static List<Problem> refused(List<Standing> all, String name) {
        return standing(all, name).refused();
    }

    private static Standing standing(List<Standing> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
