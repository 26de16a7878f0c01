package org.florahub.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One system in a JVM of its own: takes `queue FIRST COUNT` and the like on standard input, runs it and answers with
/// one line. Everything else that it prints goes to standard error.
final class SubjectProcess {

    private static final String ANSWER = "= ";

    private SubjectProcess() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path data = Path.of(args[1]);
        try (Subject subject = args[0].equals("textbook") ? TextbookSubject.start(data) : HubSubject.start(data)) {
            answers.println(ANSWER + "ready");
            var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var runs = new Runs(subject);
            String command;
            while ((command = commands.readLine()) != null && !command.equals("stop")) {
                answers.println(ANSWER + answer(runs, command.split(" ")).toLine());
            }
        }
        answers.println(ANSWER + "stopped");
        System.exit(0);
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
