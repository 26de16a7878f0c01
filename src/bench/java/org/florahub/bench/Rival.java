package org.florahub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A system under test as the comparison sees it: a process that runs what it is told and answers.
final class Rival implements AutoCloseable {

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;
    private final Path log;
    private long next;

    private Rival(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /// Starts a system and returns when it takes messages.
    ///
    /// @param name   `textbook` or `hub`
    /// @param data   an empty folder; its log is written beside it
    /// @param options     of the JVM
    /// @param environment besides that of this process
    static Rival start(String name, Path data, List<String> options, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(data);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SubjectProcess.class.getName()));
        command.addAll(List.of(name, data.toString()));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        var rival = new Rival(name, builder.start(), log);
        rival.answer();
        return rival;
    }

    String name() {
        return name;
    }

    /// Runs it with message numbers that this system has not seen yet.
    ///
    /// @throws WrongResultException if anything was lost, repeated or changed
    Measured run(String what, int count) throws IOException {
        commands.println(what + " " + next + " " + count);
        next += count;
        Measured measured = Measured.ofLine(answer());
        if (!measured.fault().isEmpty()) {
            throw new WrongResultException(
                    "%s, %s of %d: %s. See %s".formatted(name, what, count, measured.fault(), log));
        }
        return measured;
    }

    private String answer() throws IOException {
        String line;
        while ((line = answers.readLine()) != null) {
            String answer = SubjectProcess.answerIn(line);
            if (answer != null) {
                return answer;
            }
        }
        throw new WrongResultException("%s ended. See %s".formatted(name, log));
    }

    @Override
    public void close() {
        commands.println("stop");
        try {
            if (!process.waitFor(Duration.ofSeconds(30))) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// A run whose result is wrong, so that its speed means nothing.
    static final class WrongResultException extends RuntimeException {

        WrongResultException(String message) {
            super(message);
        }
    }
}
