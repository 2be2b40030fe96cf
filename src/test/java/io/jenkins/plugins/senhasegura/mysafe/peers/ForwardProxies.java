package io.jenkins.plugins.senhasegura.mysafe.peers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** squid, tinyproxy and Apache httpd as forward proxies. One port is forbidden; all others of the cases may be reached. */
final class ForwardProxies {
    static final String USER = "jenkins";
    static final String PASSWORD = "proxypass1";

    /** What a proxy asks of those who use it. */
    enum Login {
        NONE,
        BASIC,
        DIGEST,
        NEGOTIATE
    }

    private final Path folder;
    private final int forbidden;
    private final List<Integer> allowed;

    ForwardProxies(Path folder, int forbidden, List<Integer> allowed) throws Exception {
        this.folder = folder;
        this.forbidden = forbidden;
        this.allowed = allowed;
        Process hash = new ProcessBuilder("openssl", "passwd", "-apr1", PASSWORD).start();
        String hashed = new String(hash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        Files.writeString(folder.resolve("basic.txt"), USER + ":" + hashed + "\n");
        String line = USER + ":proxy:" + PASSWORD;
        byte[] digest = MessageDigest.getInstance("MD5").digest(line.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                folder.resolve("digest.txt"), USER + ":proxy:" + HexFormat.of().formatHex(digest) + "\n");
    }

    Program squid(int port, Login login) throws Exception {
        String helpers = "/usr/lib/squid/";
        String auth =
                switch (login) {
                    case NONE -> "http_access allow all\n";
                    case BASIC ->
                        "auth_param basic program " + helpers + "basic_ncsa_auth " + folder
                                + "/basic.txt\nauth_param basic realm proxy\n";
                    case DIGEST ->
                        "auth_param digest program " + helpers + "digest_file_auth -c " + folder
                                + "/digest.txt\nauth_param digest realm proxy\n";
                    // Nobody gets in: what counts is what it offers.
                    case NEGOTIATE -> "auth_param negotiate program /bin/cat\n";
                };
        Path file = Files.writeString(
                folder.resolve("squid-" + port + ".conf"), """
                http_port 127.0.0.1:%d
                pid_filename none
                access_log none
                cache_log %s/squid-%d.log
                coredump_dir %s
                cache deny all
                pinger_enable off
                shutdown_lifetime 0 seconds
                connect_timeout 2 seconds
                visible_hostname proxy.example
                acl forbidden port %d
                http_access deny forbidden
                %s
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                """.formatted(port, folder, port, folder, forbidden, auth)
                        .replaceAll(login == Login.NONE ? "(?m)^(acl known|http_access allow known).*\n" : "$^", ""));
        return Program.start(folder, port, List.of(Program.find("squid").toString(), "-N", "-f", file.toString()));
    }

    Program tinyproxy(int port, Login login) throws Exception {
        StringBuilder text = new StringBuilder("Port " + port + "\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 5\n");
        text.append("MaxClients 20\nLogFile \"").append(folder).append("/tinyproxy-" + port + ".log\"\n");
        allowed.forEach(each -> text.append("ConnectPort ").append(each).append('\n'));
        if (login == Login.BASIC) {
            text.append("BasicAuth " + USER + " " + PASSWORD + "\n");
        }
        Path file = Files.writeString(folder.resolve("tinyproxy-" + port + ".conf"), text);
        return Program.start(folder, port, List.of(Program.find("tinyproxy").toString(), "-d", "-c", file.toString()));
    }

    Program apache(int port, Login login) throws Exception {
        String kind = login == Login.DIGEST ? "Digest" : "Basic";
        String auth = login == Login.NONE
                ? "Require all granted"
                : "AuthType " + kind + "\nAuthName proxy\nAuthUserFile " + folder + "/"
                        + (login == Login.DIGEST ? "digest.txt" : "basic.txt") + "\n"
                        + (login == Login.DIGEST ? "AuthDigestProvider file\n" : "") + "Require valid-user";
        String ports = String.join(" ", allowed.stream().map(String::valueOf).toList());
        return ReverseProxies.startApache(folder, port, """
                ProxyRequests On
                ProxyTimeout 2
                AllowCONNECT %s
                <Proxy "*">
                %s
                </Proxy>
                """.formatted(ports, auth));
    }
}
