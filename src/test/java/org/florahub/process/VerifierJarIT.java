package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The verifier as an auditor gets it: one jar, a JDK, the public keys and what a real hub delivered, in another
/// folder than the hub's.
class VerifierJarIT {

    private static final Path JAR = Path.of(System.getProperty("verifier.jar", "target/flora-verify.jar"));

    @TempDir
    private Path folder;

    @Test
    void believesWhatAHubDeliveredAndNothingElse() throws Exception {
        Path delivered = deliver();
        Path keys = Files.copy(folder.resolve("data/ledger/log.vkey"), folder.resolve("keys-by-mail"));

        Answer valid = verify(delivered.toString(), "--key", keys.toString());
        assertThat(valid.output()).startsWith("VALID  " + delivered).contains("Ed25519 and ML-DSA-44", "0 withheld");
        assertThat(valid.status()).isZero();
        Files.writeString(bundleOf(delivered), withheld(Files.readString(bundleOf(delivered)), "kind"));
        assertThat(verify(delivered.toString(), "--key", keys.toString()).output())
                .startsWith("VALID  " + delivered)
                .contains("1 withheld");
        assertThat(verify("--key", keys.toString()).status()).isEqualTo(2);
        assertThat(verify("--help").output()).startsWith("Usage: java -jar flora-verify.jar");

        Map<String, String> reasons = tamper(delivered);
        Answer answer = verify(folder.resolve("tampered").toString(), "--key=" + keys, "--json");
        assertThat(answer.status()).isEqualTo(1);
        var found = new LinkedHashMap<String, String>();
        for (JsonNode file : JsonMapper.shared().readTree(answer.output()).get("files")) {
            assertThat(file.get("verdict").asString()).isEqualTo("INVALID");
            Path place = Path.of(file.get("file").asString());
            found.put(
                    String.valueOf(Objects.requireNonNull(place.getParent()).getFileName()),
                    file.get("reason").asString().replaceAll("leaf \\d+", "leaf N"));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(reasons);
    }

    @Test
    void isSmallAndHasNothingButTheLedger() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(200_000);
        try (var jar = new java.util.jar.JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .extracting(java.util.jar.JarEntry::getName)
                    .allMatch(name -> name.startsWith("org/florahub/ledger/") || name.startsWith("META-INF/"));
        }
    }

    /// Lets a hub take an arrival and a notice on it.
    ///
    /// @return a file that it delivered, with the bundle beside it
    private Path deliver() throws Exception {
        var letters = new Letters(Path.of("adapters"));
        try (var hub = new HubProcess(folder, Map.of())) {
            hub.start();
            Path in = drop(hub, letters.arrivalByFile(1).body());
            await().atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(in));
            try (var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + hub.amqpPort());
                    JMSContext bamf = factory.createContext("bamf", hub.password("bamf"))) {
                byte[] notice = letters.notice(1).body().getBytes(StandardCharsets.UTF_8);
                bamf.createProducer().send(bamf.createQueue("in.bamf"), notice);
            }
            Path exchange = hub.data().resolve("exchange");
            await().atMost(Duration.ofSeconds(90)).until(() -> proofs(exchange).size() > 0);
            hub.stop();
            Path bundle = proofs(exchange).getFirst();
            Path file = bundle.resolveSibling(bundle.getFileName().toString().replaceAll("\\.proof$", ""));
            Path mail = Files.createDirectories(folder.resolve("mail"));
            Files.copy(bundle, mail.resolve(bundle.getFileName()));
            return Files.copy(file, mail.resolve(file.getFileName()));
        }
    }

    private static Path drop(HubProcess hub, String body) throws IOException {
        Path in = Files.createDirectories(hub.exchange("sn-landesdirektion").resolve("in"));
        Path fresh = Files.writeString(in.resolve(".arrival.tmp"), body);
        return Files.move(fresh, in.resolve("arrival.xml"));
    }

    private static List<Path> proofs(Path exchange) throws IOException {
        try (Stream<Path> files = Files.walk(exchange)) {
            return files.filter(file -> file.toString().endsWith(".proof")).toList();
        }
    }

    /// Changes each part of the delivery, each time in a folder of its own.
    ///
    /// @return the reason that is expected, by folder
    private Map<String, String> tamper(Path delivered) throws IOException {
        var reasons = new LinkedHashMap<String, String>();
        String path = "leaf N: the path from leaf N does not lead to the root of the checkpoint";
        String ed25519 = "the Ed25519 signature of %s is wrong".formatted(origin(delivered));
        var changes = new LinkedHashMap<String, UnaryOperator<String>>();
        changes.put("field", bundle -> changed(bundle, "\"path\": \"status\",\n     \"value\": \"", 1));
        changes.put("key", bundle -> changed(bundle, "\"key\": \"", 5));
        changes.put("digest", bundle -> changed(bundle, "\"digest\": \"", 5));
        changes.put("path-hash", bundle -> changed(bundle, "\"path\": [\n    \"", 5));
        for (String part : changes.keySet()) {
            reasons.put(part, path);
        }
        changes.put("index", bundle -> bundle.replaceFirst("\"index\": \\d+", "\"index\": 999999"));
        reasons.put("index", "leaf N: found leaf N, expected one of " + size(delivered));
        changes.put("size", bundle -> bundle.replaceFirst("(/log\\\\n)\\d+", "$199"));
        reasons.put("size", ed25519);
        changes.put(
                "root",
                bundle ->
                        changed(bundle, "\"checkpoint\": \"" + origin(delivered) + "\\n" + size(delivered) + "\\n", 3));
        reasons.put("root", ed25519);
        changes.put("origin", bundle -> bundle.replaceFirst("\"checkpoint\": \"", "\"checkpoint\": \"x"));
        reasons.put("origin", "the checkpoint is of another log, expected " + origin(delivered));
        changes.put("ed25519", bundle -> changed(bundle, "\u2014 " + origin(delivered) + " ", 20));
        reasons.put("ed25519", ed25519);
        changes.put("ml-dsa", bundle -> {
            int line = bundle.lastIndexOf("\u2014 ");
            return bundle.substring(0, line) + changed(bundle.substring(line), "\u2014 " + origin(delivered) + " ", 99);
        });
        reasons.put("ml-dsa", ed25519.replace("Ed25519", "ML-DSA-44"));
        changes.put("no-ml-dsa", bundle -> bundle.replaceFirst("(?s)\u2014 (?!.*\u2014).*?\\\\n", ""));
        reasons.put("no-ml-dsa", ed25519.replace("Ed25519", "ML-DSA-44").replace("wrong", "missing"));
        changes.put("spelling", bundle -> bundle + "\n");
        reasons.put("spelling", "found a bundle in another spelling than the hub's: it was reformatted");
        for (var change : changes.entrySet()) {
            String bundle = Files.readString(bundleOf(delivered));
            String changed = change.getValue().apply(bundle);
            assertThat(changed).as(change.getKey()).isNotEqualTo(bundle);
            put(change.getKey(), delivered, Files.readAllBytes(delivered), changed);
        }
        byte[] bytes = Files.readAllBytes(delivered);
        bytes[bytes.length / 2] ^= 1;
        put("file", delivered, bytes, Files.readString(bundleOf(delivered)));
        reasons.put("file", "the file is not the one that was delivered: its SHA-256 differs");
        return reasons;
    }

    /// The bundle as a recipient may hand it on who keeps one field to itself: only the field's digest is left.
    private static String withheld(String bundle, String path) throws GeneralSecurityException {
        Matcher field = Pattern.compile(
                        "\"path\": \"%s\",\\n +\"value\": \"([^\"]+)\",\\n +\"key\": \"([^\"]+)\"".formatted(path))
                .matcher(bundle);
        assertThat(field.find()).isTrue();
        var hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(Base64.getDecoder().decode(field.group(2)), "HmacSHA256"));
        byte[] digest = hmac.doFinal((path + "\0" + field.group(1)).getBytes(StandardCharsets.UTF_8));
        return field.replaceFirst("\"digest\": \"" + Base64.getEncoder().encodeToString(digest) + "\"");
    }

    private void put(String name, Path delivered, byte[] bytes, String bundle) throws IOException {
        Path place = Files.createDirectories(folder.resolve("tampered").resolve(name));
        Path file = Files.write(place.resolve(Objects.requireNonNull(delivered.getFileName())), bytes);
        Files.writeString(bundleOf(file), bundle);
    }

    /// With another letter or digit some way behind the first place where `before` stands.
    private static String changed(String text, String before, int offset) {
        int at = text.indexOf(before) + before.length() + offset;
        char other = text.charAt(at) == 'a' ? 'b' : 'a';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static Path bundleOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".proof");
    }

    private static String origin(Path delivered) {
        return checkpoint(delivered)[0];
    }

    private static String size(Path delivered) {
        return checkpoint(delivered)[1];
    }

    private static String[] checkpoint(Path delivered) {
        try {
            return JsonMapper.shared()
                    .readTree(Files.readString(bundleOf(delivered)))
                    .get("checkpoint")
                    .asString()
                    .split("\n", 3);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Answer(int status, String output) {}

    /// Runs the jar with a bare JVM: no class path, an empty environment, a folder of its own.
    private Answer verify(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
