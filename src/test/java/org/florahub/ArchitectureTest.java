package org.florahub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The house rules that a compiler cannot see: who may use whom, and what a file may be called.
class ArchitectureTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.florahub");

    /// Every package may use itself, `event`, and what stands in the second column.
    @ParameterizedTest(name = "{0} uses only {1}")
    @CsvSource({
        "event, ''",
        "transform.source, ''",
        "transform.codes, transform.source",
        "transform.convert, transform.codes transform.source",
        "transform.template, transform.convert transform.codes transform.source",
        "transform.schema, transform.template transform.convert transform.source",
        "transform.xml, transform.schema transform.template transform.convert transform.codes transform.source",
        "transform.bound, transform.schema transform.template transform.convert transform.codes transform.source",
        "transform.json, transform.template transform.convert transform.codes transform.source",
        "transform.row, transform.template transform.convert transform.codes transform.source",
        "transform, transform..",
        "ledger, ''",
        "vault, ledger",
        "witness, ledger vault",
        "adapter, transform transform.template transform.source",
        "record, ledger vault",
        "intake, adapter transform transform.template vault record",
        "delivery, adapter transform transform.template transform.convert vault record ledger",
        "channel, adapter transform intake delivery",
        "erasure, ledger vault record delivery",
        "kit, adapter transform transform.template transform.convert transform.row transform.xml record vault channel",
    })
    void usesOnly(String user, String used) {
        var allowed = Stream.concat(Stream.of(user, "event"), Arrays.stream(used.split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> "org.florahub." + name)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> elsewhereInTheHub =
                resideInAPackage("org.florahub..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
        noClasses()
                .that()
                .resideInAPackage("org.florahub." + user)
                .should()
                .dependOnClassesThat(elsewhereInTheHub)
                .allowEmptyShould(true)
                .check(HUB);
    }

    @Test
    void onlyChannelsKnowTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.florahub.channel..", "org.florahub.demo..", "org.florahub")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..",
                        "org.apache.activemq..",
                        "org.apache.cxf..",
                        "org.apache.sshd..",
                        "jakarta.jms..")
                .because("a transform that needs an Exchange cannot be tested with a file")
                .check(HUB);
    }

    @Test
    void eventAndLedgerNeedNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("org.florahub.event", "org.florahub.ledger")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "org.florahub.event", "org.florahub.ledger", "org.jspecify..")
                .because("an auditor gets the ledger's classes alone")
                .check(HUB);
    }

    @Test
    void theMiddleKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.florahub.transform..",
                        "org.florahub.adapter",
                        "org.florahub.vault",
                        "org.florahub.record",
                        "org.florahub.intake",
                        "org.florahub.delivery",
                        "org.florahub.witness",
                        "org.florahub.erasure",
                        "org.florahub.kit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "picocli..")
                .because("the pipeline is plain Java and starts in a test without a context")
                .allowEmptyShould(true)
                .check(HUB);
    }

    @Test
    void theDemoUsesOnlyItsOwnClients() {
        noClasses()
                .that()
                .resideInAPackage("org.florahub.demo")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.florahub.intake",
                        "org.florahub.record",
                        "org.florahub.vault",
                        "org.florahub.delivery",
                        "org.florahub.channel"))
                .because("partners see the hub only through its channels")
                .allowEmptyShould(true)
                .check(HUB);
    }

    @Test
    void nobodyWritesPastTheLog() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.florahub.ledger.Verifier") // a program of its own
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a line printed to find a mistake may quote a value, and values are personal data")
                .check(HUB);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Impl|Manager|Dto)")
                .because("a name says what a type is in the field")
                .check(HUB);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..helper..")
                .allowEmptyShould(true)
                .check(HUB);
    }

    @Test
    void everyPackageHasAFrontDoor() throws IOException {
        Path root = Path.of("src/main/java/org/florahub");
        try (Stream<Path> folders = Files.walk(root)) {
            List<Path> missing = folders.filter(Files::isDirectory)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(missing).as("packages without a package-info").isEmpty();
        }
    }
}
