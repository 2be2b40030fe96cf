package io.jenkins.plugins.senhasegura.mysafe.demo;

import io.jenkins.plugins.senhasegura.mysafe.client.PasswordOperations;
import io.jenkins.plugins.senhasegura.mysafe.client.concurrent.Scheduler;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCredentials;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationRequest;
import io.jenkins.plugins.senhasegura.mysafe.client.model.PasswordId;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Proxies;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerUrl;
import io.jenkins.plugins.senhasegura.mysafe.client.model.SettingException;
import io.jenkins.plugins.senhasegura.mysafe.client.model.TrustedCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code --once}: tries ids from the shell, one after the other or in one access window, through the same pieces as the
 * Pipeline steps and the build steps. What a build would log goes to standard error, one JSON object a line to standard output.
 */
final class OnceCommand {
    /** The environment variable with the Client ID. */
    static final String CLIENT_ID = "MYSAFE_CLIENT_ID";

    /** The environment variable with the Client Secret. */
    static final String CLIENT_SECRET = "MYSAFE_CLIENT_SECRET";

    private final Places places;
    private final Map<String, String> environment;
    private final Scheduler scheduler;
    private final Limits limits;

    OnceCommand(Places places, Map<String, String> environment, Scheduler scheduler, Limits limits) {
        this.places = places;
        this.environment = environment;
        this.scheduler = scheduler;
        this.limits = limits;
    }

    /**
     * Runs it.
     *
     * @param out one JSON object a line
     * @param log what a build's log would say
     * @return the exit status: {@link #exitStatus} of the worst result
     * @throws UsageException before anything is sent
     */
    int run(List<String> arguments, OutputStream out, PrintStream log) throws IOException, InterruptedException {
        OnceOptions options = OnceOptions.parse(arguments);
        if (options.url() != null) {
            ServerSettings server = new ServerSettings(
                    options.url().host(),
                    options.url(),
                    options.tokenUrls(),
                    options.tenant(),
                    options.trust(),
                    null,
                    Proxies.DIRECT,
                    limits);
            return run(options, server, usersCredentials(), out, log);
        }
        try (Simulator simulator = Simulator.start(places, 0, 0)) {
            ServerUrl url = ServerUrl.base("url", options.secure() ? simulator.secureUrl() : simulator.url());
            List<ServerUrl> tokenUrls = ServerSettings.tokenUrls("tokenUrl", null, url);
            TrustedCertificates trust = options.trust();
            ServerSettings server = new ServerSettings(
                    Simulator.NAME, url, tokenUrls, options.tenant(), trust, null, Proxies.DIRECT, limits);
            return run(options, server, simulatorsCredentials(log), out, log);
        }
    }

    private int run(
            OnceOptions options,
            ServerSettings server,
            ClientCredentials credentials,
            OutputStream out,
            PrintStream log)
            throws IOException, InterruptedException {
        try (PasswordOperations enabler = PasswordOperations.create(Demo.USER_AGENT, scheduler)) {
            List<String> bad = options.ids().stream().filter(OnceCommand::isBad).toList();
            if (options.window() && bad.isEmpty()) {
                OnceWindow.Ran ran = new OnceWindow(enabler, scheduler, options.mapping(), server, credentials, log)
                        .run(options.ids().stream().map(PasswordId::parse).toList());
                for (OperationEnd enabled : ran.requests()) {
                    write(out, enabled);
                }
                return exitStatus(ran.result());
            }
            BuildResult worst = BuildResult.SUCCESS;
            // A window that cannot be opened for one of them asks for none.
            for (String id : options.window() ? bad : options.ids()) {
                OperationRequest request = new OperationRequest(
                        options.operation(), id, options::mapping, () -> server, () -> credentials);
                OperationEnd enabled =
                        enabler.start(request, log::println).result().join();
                write(out, enabled);
                if (enabled.result().compareTo(worst) > 0) {
                    worst = enabled.result();
                }
            }
            return exitStatus(worst);
        }
    }

    private static boolean isBad(String id) {
        try {
            PasswordId.parse(id);
            return false;
        } catch (SettingException bad) {
            return true;
        }
    }

    /** By hand, as PrintStream would hide that nobody reads: the exit status must not claim success then. */
    private static void write(OutputStream out, OperationEnd enabled) throws IOException {
        try {
            out.write((JsonLine.of(enabled.operation()) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException unwritable) {
            throw new IOException("the result could not be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private static int exitStatus(BuildResult result) {
        return switch (result) {
            case SUCCESS -> 0;
            case FAILURE -> 1;
            case UNSTABLE -> 2;
        };
    }

    private ClientCredentials usersCredentials() {
        return new ClientCredentials(CLIENT_ID, required(CLIENT_ID), required(CLIENT_SECRET));
    }

    private String required(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new UsageException("--url needs the environment variable " + variable
                    + ", which is not set. Export it with what senhasegura shows as "
                    + (variable.equals(CLIENT_ID) ? "Client ID" : "Client Secret") + " of the access key.");
        }
        return value;
    }

    /** The simulated server's own, unless the environment says otherwise. */
    private ClientCredentials simulatorsCredentials(PrintStream log) {
        String clientId = environment.getOrDefault(CLIENT_ID, "");
        String clientSecret = environment.getOrDefault(CLIENT_SECRET, "");
        if (clientId.isEmpty() && clientSecret.isEmpty()) {
            return new ClientCredentials(Simulator.NAME, Simulator.CLIENT_ID, Simulator.CLIENT_SECRET);
        }
        log.println("Asking the simulated server as " + CLIENT_ID + " and " + CLIENT_SECRET
                + " in the environment say. Unset both for the client that it knows.");
        return new ClientCredentials(
                CLIENT_ID,
                clientId.isEmpty() ? Simulator.CLIENT_ID : clientId,
                clientSecret.isEmpty() ? Simulator.CLIENT_SECRET : clientSecret);
    }
}
