package org.florahub.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One system in a JVM of its own: takes `queue FIRST COUNT` and the like on standard input, runs it and answers
/// with one line. Everything else that it prints goes to standard error.
final class SubjectProcess {

    private static final String ANSWER = "= ";

    private SubjectProcess() {}

    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        try (Subject subject = start(args[0], Path.of(args[1]))) {
            answers.println(ANSWER + "ready");
            var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var runs = new Runs(subject);
            String command;
            while ((command = commands.readLine()) != null && !command.equals("stop")) {
                answers.println(ANSWER + answer(runs, command.split(" ")).toLine());
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1); // threads of a system that half started do not keep the process
        }
        System.exit(0);
    }

    private static Subject start(String name, Path data) throws Exception {
        return switch (name) {
            case "textbook" -> TextbookSubject.start(data);
            case "hub" -> HubSubject.start(data);
            default -> throw new IllegalArgumentException("There is no system " + name);
        };
    }

    private static Measured answer(Runs runs, String[] command) {
        long first = Long.parseLong(command[1]);
        int count = Integer.parseInt(command[2]);
        try {
            return switch (command[0]) {
                case "queue" -> runs.queue(first, count);
                case "files" -> runs.files(first, count);
                case "rows" -> runs.rows(first, count);
                case "rows-heap" -> runs.rowsHeap(first, count);
                case "lone" -> runs.lone(first, count);
                default -> Measured.failed("There is no run " + command[0]);
            };
        } catch (Exception e) {
            e.printStackTrace();
            return Measured.failed(e.toString());
        }
    }

    /// The line without its mark, or `null` if the line is no answer.
    static @org.jspecify.annotations.Nullable String answerIn(String line) {
        return line.startsWith(ANSWER) ? line.substring(ANSWER.length()) : null;
    }
}
