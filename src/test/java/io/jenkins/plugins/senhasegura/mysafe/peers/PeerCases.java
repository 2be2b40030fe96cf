package io.jenkins.plugins.senhasegura.mysafe.peers;

import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.GATEWAY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy.PROXY;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ACCESS_DENIED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.ACTIVATED;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.SERVER_ERROR;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.TLS_FAILURE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UNAVAILABLE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UNEXPECTED_RESPONSE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UNREACHABLE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UPSTREAM_INVALID_RESPONSE;
import static io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome.UPSTREAM_TIMEOUT;

import io.jenkins.plugins.senhasegura.mysafe.client.model.AnsweredBy;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ClientCertificate;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Outcome;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.peers.ForwardProxies.Login;
import io.jenkins.plugins.senhasegura.mysafe.peers.PeerCase.At;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All cases, and what has to come of each. */
final class PeerCases {
    private static final String NOWHERE = "nowhere.invalid";
    private static final String BEGIN_HTTPS = "begin the URL with https://";

    private final List<PeerCase> cases = new ArrayList<>();
    private final Path folder;
    private final Backends backends;
    private final ForwardProxies forward;
    private final ReverseProxies reverse;
    private final int forbidden;

    private PeerCases(Path folder, Backends backends) throws Exception {
        this.folder = folder;
        this.backends = backends;
        forbidden = Program.freePort();
        List<Integer> allowed =
                List.of(443, backends.secure.port(), backends.plain.port(), backends.silent.port(), backends.refused);
        forward = new ForwardProxies(folder, forbidden, allowed);
        reverse = new ReverseProxies(folder, backends);
    }

    static List<PeerCase> all(Path folder, Backends backends) throws Exception {
        PeerCases all = new PeerCases(folder, backends);
        all.tunnels("squid", all.forward::squid, true);
        all.tunnels("tinyproxy", all.forward::tinyproxy, false);
        all.tunnels("apache2", all.forward::apache, true);
        all.squidAlone();
        all.plainHttp();
        all.reverseAsForward();
        all.inFront();
        all.mixedUp();
        all.refusals();
        all.tls();
        return all.cases;
    }

    @FunctionalInterface
    private interface Starting {
        Program start(int port, Login login) throws Exception;
    }

    private void add(
            String program,
            String title,
            Outcome outcome,
            AnsweredBy by,
            String words,
            At<Program> start,
            At<Settings> settings) {
        cases.add(new PeerCase(program, title, outcome, by, words, start, settings));
    }

    private Settings at(String url) {
        return Settings.of(url)
                .trust(backends.authority.pem())
                .timeouts(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(12))
                .attempts(2);
    }

    private Settings through(int proxy, String url, String user, String password) {
        return at(url).proxies(host -> new ProxySettings("localhost", proxy, user, password));
    }

    private Settings through(int proxy, String url) {
        return through(proxy, url, null, null);
    }

    /** https by CONNECT. */
    private void tunnels(String program, Starting proxy, boolean digest) {
        String url = backends.secure.url();
        At<Program> open = port -> proxy.start(port, Login.NONE);
        At<Program> basic = port -> proxy.start(port, Login.BASIC);
        add(program, "https, no login", ACTIVATED, null, "", open, port -> through(port, url));
        add(
                program,
                "https, name unknown",
                UNREACHABLE,
                PROXY,
                "cannot reach or resolve",
                open,
                port -> through(port, "https://" + NOWHERE + "/"));
        add(
                program,
                "https, port refused",
                UNREACHABLE,
                PROXY,
                "cannot reach or resolve",
                open,
                port -> through(port, "https://localhost:" + backends.refused + "/"));
        add(
                program,
                "https, port not allowed",
                UNEXPECTED_RESPONSE,
                PROXY,
                "does not allow the way",
                open,
                port -> through(port, "https://localhost:" + forbidden + "/"));
        add(
                program,
                "https, no password given",
                UNEXPECTED_RESPONSE,
                PROXY,
                "Jenkins has none for it",
                basic,
                port -> through(port, url));
        add(
                program,
                "https, wrong password",
                UNEXPECTED_RESPONSE,
                PROXY,
                "refuses the user or the password",
                basic,
                port -> through(port, url, ForwardProxies.USER, "wrong"));
        add(
                program,
                "https, Basic",
                ACTIVATED,
                null,
                "",
                basic,
                port -> through(port, url, ForwardProxies.USER, ForwardProxies.PASSWORD));
        if (digest) {
            add(
                    program,
                    "https, Digest",
                    ACTIVATED,
                    null,
                    "",
                    port -> proxy.start(port, Login.DIGEST),
                    port -> through(port, url, ForwardProxies.USER, ForwardProxies.PASSWORD));
        }
    }

    private void squidAlone() {
        add(
                "squid",
                "https, Negotiate only",
                UNEXPECTED_RESPONSE,
                PROXY,
                "Negotiate",
                port -> forward.squid(port, Login.NEGOTIATE),
                port -> through(port, backends.secure.url(), ForwardProxies.USER, ForwardProxies.PASSWORD));
    }

    /**
     * http through a proxy: its error pages come as the response; squid and tinyproxy sign them in the head. tinyproxy does
     * not read the request before it closes the connection, so the rest of its page is lost to a reset. Apache httpd's are
     * the same as those of one in front of the API.
     */
    private void plainHttp() {
        plainHttp("squid", forward::squid, UNREACHABLE, PROXY, UNREACHABLE, PROXY);
        plainHttp("tinyproxy", forward::tinyproxy, UNREACHABLE, PROXY, UNREACHABLE, PROXY);
        plainHttp("apache2", forward::apache, SERVER_ERROR, null, UNAVAILABLE, null);
    }

    private void plainHttp(
            String program,
            Starting proxy,
            Outcome unknown,
            AnsweredBy byUnknown,
            Outcome refused,
            AnsweredBy byRefused) {
        String url = backends.plain.url();
        At<Program> open = port -> proxy.start(port, Login.NONE);
        At<Program> basic = port -> proxy.start(port, Login.BASIC);
        add(program, "http, no login", ACTIVATED, null, "", open, port -> through(port, url));
        add(
                program,
                "http, name unknown",
                unknown,
                byUnknown,
                "",
                open,
                port -> through(port, "http://" + NOWHERE + "/"));
        add(
                program,
                "http, port refused",
                refused,
                byRefused,
                "",
                open,
                port -> through(port, "http://localhost:" + backends.refused + "/"));
        add(program, "http, no password given", UNEXPECTED_RESPONSE, PROXY, "", basic, port -> through(port, url));
        add(
                program,
                "http, wrong password",
                UNEXPECTED_RESPONSE,
                PROXY,
                "",
                basic,
                port -> through(port, url, ForwardProxies.USER, "wrong"));
        add(
                program,
                "http, Basic",
                ACTIVATED,
                null,
                "",
                basic,
                port -> through(port, url, ForwardProxies.USER, ForwardProxies.PASSWORD));
    }

    /** A web server whose address was given as Jenkins' proxy; these two ask what is behind them for a CONNECT. */
    private void reverseAsForward() {
        int api = backends.plain.port();
        At<Settings> settings = port -> through(port, backends.secure.url());
        String title = "set as forward proxy by mistake";
        add("nginx", title, UNEXPECTED_RESPONSE, PROXY, "", port -> reverse.nginx(port, api, "", ""), settings);
        add("haproxy", title, UNREACHABLE, PROXY, "", port -> reverse.haproxy(port, api, "", ""), settings);
        add("apache2", title, UNREACHABLE, PROXY, "", port -> reverse.apache(port, api, ""), settings);
    }

    @FunctionalInterface
    private interface InFront {
        Program start(int port, int api) throws Exception;
    }

    /** Its own error pages, with default settings; only nginx and HAProxy have pages that are known by their words. */
    private void inFront() {
        InFront nginx = (port, api) -> reverse.nginx(port, api, "", "");
        InFront haproxy = (port, api) -> reverse.haproxy(port, api, "", "");
        InFront apache = (port, api) -> reverse.apache(port, api, "");
        inFront("nginx", nginx, GATEWAY, UPSTREAM_INVALID_RESPONSE, UPSTREAM_TIMEOUT, UNREACHABLE);
        inFront("haproxy", haproxy, GATEWAY, UNAVAILABLE, UPSTREAM_TIMEOUT, UPSTREAM_INVALID_RESPONSE);
        inFront("apache2", apache, null, UNAVAILABLE, UPSTREAM_INVALID_RESPONSE, UNEXPECTED_RESPONSE);
    }

    private void inFront(
            String program, InFront front, AnsweredBy by, Outcome refused, Outcome silent, Outcome garbage) {
        At<Settings> settings = port -> at("http://localhost:" + port + "/");
        add(program, "in front", ACTIVATED, null, "", port -> front.start(port, backends.plain.port()), settings);
        add(program, "API refused", refused, by, "", port -> front.start(port, backends.refused), settings);
        add(program, "API silent", silent, by, "", port -> front.start(port, backends.silent.port()), settings);
        add(
                program,
                "API closes",
                UPSTREAM_INVALID_RESPONSE,
                by,
                "",
                port -> front.start(port, backends.closes.port()),
                settings);
        add(
                program,
                "API answers no HTTP",
                garbage,
                garbage == UNREACHABLE ? null : by,
                "",
                port -> front.start(port, backends.garbage.port()),
                settings);
    }

    /** http and https mixed up. */
    private void mixedUp() {
        int api = backends.plain.port();
        At<Settings> http = port -> at("http://localhost:" + port + "/");
        At<Settings> https = port -> at("https://localhost:" + port + "/");
        String title = "http to its https port";
        add("nginx", title, UNEXPECTED_RESPONSE, GATEWAY, BEGIN_HTTPS, port -> secureNginx(port, ""), http);
        add("apache2", title, UNEXPECTED_RESPONSE, null, BEGIN_HTTPS, port -> secureApache(port, ""), http);
        add("haproxy", title, UNREACHABLE, null, BEGIN_HTTPS, port -> secureHaproxy(port, ""), http);
        title = "https to its http port";
        String begin = "Begin the URL with http://";
        add("nginx", title, TLS_FAILURE, null, begin, port -> reverse.nginx(port, api, "", ""), https);
        add("apache2", title, TLS_FAILURE, null, begin, port -> reverse.apache(port, api, ""), https);
        add("haproxy", title, TLS_FAILURE, null, begin, port -> reverse.haproxy(port, api, "", ""), https);
        title = "redirect to https";
        String to = "https://localhost/api/oauth2/token";
        add(
                "nginx",
                title,
                UNEXPECTED_RESPONSE,
                GATEWAY,
                to,
                port -> reverse.nginx(port, api, "", "return 301 https://$host$request_uri;"),
                http);
        add(
                "apache2",
                title,
                UNEXPECTED_RESPONSE,
                null,
                to,
                port -> reverse.apache(
                        port, api, "RewriteEngine On\nRewriteRule ^/(.*) https://localhost/$1 [R=301,L]"),
                http);
        add(
                "haproxy",
                title,
                UNEXPECTED_RESPONSE,
                null,
                "https://localhost",
                port -> reverse.haproxy(port, api, "", "http-request redirect scheme https"),
                http);
    }

    private void refusals() {
        int api = backends.plain.port();
        At<Settings> http = port -> at("http://localhost:" + port + "/");
        String title = "API forbidden by a rule";
        add("nginx", title, ACCESS_DENIED, GATEWAY, "", port -> reverse.nginx(port, api, "", "api:deny all;"), http);
        add(
                "haproxy",
                title,
                ACCESS_DENIED,
                GATEWAY,
                "",
                port -> reverse.haproxy(port, api, "", "http-request deny if { path_beg /api/mysafe/ }"),
                http);
        add(
                "apache2",
                title,
                ACCESS_DENIED,
                null,
                "",
                port -> reverse.apache(port, api, "<Location /api/mysafe/>\nRequire all denied\n</Location>"),
                http);
        title = "everything forbidden by a rule";
        add("nginx", title, UNEXPECTED_RESPONSE, GATEWAY, "", port -> reverse.nginx(port, api, "", "deny all;"), http);
        add(
                "haproxy",
                title,
                UNEXPECTED_RESPONSE,
                GATEWAY,
                "",
                port -> reverse.haproxy(port, api, "", "http-request deny"),
                http);
        add(
                "apache2",
                title,
                UNEXPECTED_RESPONSE,
                null,
                "",
                port -> reverse.apache(port, api, "<Location />\nRequire all denied\n</Location>"),
                http);
        // Its rate is one a minute, and the token takes it.
        add(
                "nginx",
                "limit_req, its default status",
                UNAVAILABLE,
                GATEWAY,
                "",
                port -> reverse.nginx(port, api, "", "limit_req zone=few;"),
                http);
    }

    private Program secureNginx(int port, String lines) throws Exception {
        return secureNginx(port, backends.localhost, lines);
    }

    private Program secureNginx(int port, Issued certificate, String lines, Issued... chain) throws Exception {
        Path pem = Backends.pem(folder, "nginx-" + port, certificate, chain);
        String certificates = "ssl_certificate " + pem + "; ssl_certificate_key " + pem + ";";
        return reverse.nginx(port, backends.plain.port(), " ssl", certificates + lines);
    }

    private Program secureApache(int port, String lines) throws Exception {
        Path pem = Backends.pem(folder, "apache-" + port, backends.localhost);
        return reverse.apache(port, backends.plain.port(), "SSLEngine on\nSSLCertificateFile " + pem + "\n" + lines);
    }

    private Program secureHaproxy(int port, String bind) throws Exception {
        Path pem = Backends.pem(folder, "haproxy-" + port, backends.localhost);
        return reverse.haproxy(port, backends.plain.port(), " ssl crt " + pem + " " + bind, "");
    }

    /** As in the certificate that senhasegura is installed with: with TLS 1.3 there is no signature that fits into the key. */
    private void shortKeys() {
        String both = "ssl_protocols TLSv1.2 TLSv1.3;";
        String old = "ssl_protocols TLSv1.2;";
        String factory = "factory certificate";
        shortKey("key of 512 bits", TLS_FAILURE, factory, both, false);
        shortKey("key of 512 bits, pasted as trusted", TLS_FAILURE, factory, both, true);
        shortKey("key of 512 bits, TLS 1.2 only", TLS_FAILURE, "has only 512 bits", old, false);
        shortKey("key of 512 bits, TLS 1.2 only, pasted as trusted", ACTIVATED, "", old, true);
    }

    private void shortKey(String title, Outcome outcome, String words, String protocols, boolean pasted) {
        add("nginx", title, outcome, null, words, port -> shortKey(port, protocols), port -> {
            Settings settings = at("https://localhost:" + port + "/");
            return pasted ? settings.trust(Files.readString(shortCertificate(port))) : settings;
        });
    }

    private Program shortKey(int port, String protocols) throws Exception {
        String file = folder.resolve("short-" + port + ".key").toString();
        String certificate = shortCertificate(port).toString();
        List<String> command = List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:512",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                file,
                "-out",
                certificate);
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        return reverse.nginx(
                port,
                backends.plain.port(),
                " ssl",
                "ssl_certificate " + certificate + "; ssl_certificate_key " + file
                        + "; ssl_ciphers DEFAULT:@SECLEVEL=0; " + protocols);
    }

    private Path shortCertificate(int port) {
        return folder.resolve("short-" + port + ".pem");
    }

    private String authority(int port) throws Exception {
        return Backends.pem(folder, "ca-" + port, backends.authority).toString();
    }

    private void tls() {
        At<Settings> https = port -> at("https://localhost:" + port + "/");
        At<Settings> withClient = port -> at("https://localhost:" + port + "/")
                .clientCertificate(new ClientCertificate(backends.clientKeys(), Certificates.Issued.password()));
        add("nginx", "https", ACTIVATED, null, "", port -> secureNginx(port, ""), https);
        add("haproxy", "https", ACTIVATED, null, "", port -> secureHaproxy(port, ""), https);
        add("apache2", "https", ACTIVATED, null, "", port -> secureApache(port, ""), https);
        add(
                "nginx",
                "chain without its intermediate",
                TLS_FAILURE,
                null,
                "Peers Intermediate CA",
                port -> secureNginx(port, backends.below, ""),
                https);
        add(
                "nginx",
                "the same, the intermediate pasted",
                ACTIVATED,
                null,
                "",
                port -> secureNginx(port, backends.below, ""),
                port -> at("https://localhost:" + port + "/").trust(backends.intermediate.pem()));
        add(
                "nginx",
                "chain with its intermediate",
                ACTIVATED,
                null,
                "",
                port -> secureNginx(port, backends.below, "", backends.intermediate),
                https);
        add(
                "nginx",
                "TLS 1.1 only",
                TLS_FAILURE,
                null,
                "no common protocol",
                port -> secureNginx(port, "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT:@SECLEVEL=0;"),
                https);
        add("haproxy", "HTTP/2 only", UNREACHABLE, null, "HTTP/2 only", port -> secureHaproxy(port, "proto h2"), https);
        add(
                "nginx",
                "name without a dot refused",
                TLS_FAILURE,
                null,
                "without a dot",
                port -> secureNginx(port, "ssl_reject_handshake on;"),
                https);
        shortKeys();
        String title = "client certificate demanded, none given";
        String setting = "client certificate";
        add(
                "nginx",
                title,
                UNEXPECTED_RESPONSE,
                GATEWAY,
                setting,
                port -> secureNginx(port, "ssl_verify_client on; ssl_client_certificate " + authority(port) + ";"),
                https);
        add(
                "haproxy",
                title,
                TLS_FAILURE,
                null,
                setting,
                port -> secureHaproxy(port, "verify required ca-file " + authority(port)),
                https);
        add(
                "apache2",
                title,
                TLS_FAILURE,
                null,
                setting,
                port -> secureApache(port, "SSLVerifyClient require\nSSLCACertificateFile " + authority(port)),
                https);
        title = "client certificate demanded and given";
        add(
                "nginx",
                title,
                ACTIVATED,
                null,
                "",
                port -> secureNginx(port, "ssl_verify_client on; ssl_client_certificate " + authority(port) + ";"),
                withClient);
        add(
                "haproxy",
                title,
                ACTIVATED,
                null,
                "",
                port -> secureHaproxy(port, "verify required ca-file " + authority(port)),
                withClient);
        add(
                "apache2",
                title,
                ACTIVATED,
                null,
                "",
                port -> secureApache(port, "SSLVerifyClient require\nSSLCACertificateFile " + authority(port)),
                withClient);
    }
}
