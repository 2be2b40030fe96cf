package io.jenkins.plugins.senhasegura.mysafe.peers;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ErrorMapping;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Operation;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Plays the cases against the programs that are installed and prints what came of each as a table in Markdown. Exits with
 * 1 where an outcome, or who answered, is not what the case expects.
 */
public final class RealProxies {
    private RealProxies() {}

    /** The first argument is a folder to write to; further ones, if any, are the programs to play. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        Path folder = Path.of(arguments[0]);
        Set<String> only = new TreeSet<>(List.of(arguments).subList(1, arguments.length));
        List<String> wrong = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        int played = 0;
        System.out.println("| program | case | outcome | answeredBy | request | tries | says | what to do |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        try (Backends backends = new Backends()) {
            for (PeerCase each : PeerCases.all(folder, backends)) {
                if (!only.isEmpty() && !only.contains(each.program())) {
                    continue;
                }
                if (Program.find(each.program()) == null) {
                    missing.add(each.program());
                    continue;
                }
                played++;
                String problem;
                try {
                    problem = play(each);
                } catch (Exception failure) {
                    problem = failure.toString();
                }
                if (problem != null) {
                    wrong.add(each.program() + ", " + each.title() + ": " + problem);
                }
            }
        }
        System.out.println();
        System.out.println(played + " cases, " + wrong.size() + " not as expected"
                + (missing.isEmpty() ? "." : "; not installed: " + String.join(", ", missing) + "."));
        wrong.forEach(System.out::println);
        System.exit(wrong.isEmpty() && played > 0 ? 0 : 1);
    }

    // The program is only started and ended here.
    @SuppressWarnings("try")
    private static String play(PeerCase each) throws Exception {
        int port = Program.freePort();
        List<String> log = new CopyOnWriteArrayList<>();
        OperationResult activation;
        try (Program program = each.start().at(port);
                Scheduler scheduler = Scheduler.system();
                PasswordOperations enabler = PasswordOperations.create("real-proxies", scheduler)) {
            ServerSettings settings = each.settings().at(port).build();
            ClientCredentials credentials = new ClientCredentials("peers", "client", "s3nha+segura&=%");
            activation = enabler.start(
                            new OperationRequest(
                                    Operation.ENABLE, "10", () -> ErrorMapping.NONE, () -> settings, () -> credentials),
                            log::add)
                    .result()
                    .get(60, TimeUnit.SECONDS)
                    .operation();
        }
        if (Boolean.getBoolean("peers.logs")) {
            System.err.println("\n" + each.program() + ", " + each.title() + ":");
            log.forEach(System.err::println);
        }
        System.out.println("| " + each.program() + " | " + each.title() + " | " + activation.outcome()
                + (activation.httpStatus() == 0 ? "" : " " + activation.httpStatus()) + " | "
                + (activation.answeredBy() == null ? "–" : activation.answeredBy()) + " | "
                + (activation.request() == null ? "–" : activation.request()) + " | " + activation.attempts() + " | "
                + line(log, "  (?:Reason|[A-Za-z ]+ said): (.*)") + " | " + line(log, "  What to do: (.*)") + " |");
        if (activation.outcome() != each.outcome()) {
            return "expected " + each.outcome() + ", was " + activation.outcome();
        }
        if (activation.outcome().defaultResult() != BuildResult.SUCCESS && activation.answeredBy() != each.by()) {
            return "expected an answer of " + each.by() + ", was one of " + activation.answeredBy();
        }
        String all = String.join(" ", log);
        return all.contains(each.words()) ? null : "does not say \"" + each.words() + "\"";
    }

    private static String line(List<String> log, String pattern) {
        return log.stream()
                .filter(line -> line.matches(pattern))
                .map(line ->
                        line.replaceFirst(pattern, "$1").replace("|", "\\|").replaceAll("[0-9]{4,5}", "…"))
                .map(text -> text.length() > 110 ? text.substring(0, 110) + "…" : text)
                .findFirst()
                .orElse("–");
    }
}
