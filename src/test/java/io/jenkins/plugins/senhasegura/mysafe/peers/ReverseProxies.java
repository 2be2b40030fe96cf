package io.jenkins.plugins.senhasegura.mysafe.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx, HAProxy and Apache httpd in front of the API: the token endpoint always works, the API is at another port. */
final class ReverseProxies {
    private final Path folder;
    private final Backends backends;

    ReverseProxies(Path folder, Backends backends) {
        this.folder = folder;
        this.backends = backends;
    }

    /** @param listen what stands behind the port in {@code listen}, and further lines of the server */
    Program nginx(int port, int api, String listen, String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("nginx-" + port + ".conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx-%2$d.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body-%2$d;
                    proxy_temp_path %1$s/proxy-%2$d;
                    fastcgi_temp_path %1$s/fastcgi-%2$d;
                    uwsgi_temp_path %1$s/uwsgi-%2$d;
                    scgi_temp_path %1$s/scgi-%2$d;
                    proxy_read_timeout 1s;
                    limit_req_zone $server_name zone=few:32k rate=1r/m;
                    server {
                        listen 127.0.0.1:%2$d%3$s;
                        server_name localhost;
                        %4$s
                        location /api/mysafe/ { %5$s proxy_pass http://127.0.0.1:%6$d; }
                        location / { proxy_pass http://127.0.0.1:%7$d; }
                    }
                }
                """.formatted(
                        folder,
                        port,
                        listen,
                        lines.startsWith("api:") ? "" : lines,
                        lines.startsWith("api:") ? lines.substring("api:".length()) : "",
                        api,
                        backends.plain.port()));
        return Program.start(
                folder,
                port,
                List.of(
                        Program.find("nginx").toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        file.toString(),
                        "-e",
                        folder + "/nginx-" + port + ".log"));
    }

    Program haproxy(int port, int api, String bind, String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("haproxy-" + port + ".cfg"), """
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 10s
                    timeout server 1s
                    retries 0
                frontend front
                    bind 127.0.0.1:%d%s
                    %s
                    use_backend api if { path_beg /api/mysafe/ }
                    default_backend token
                backend api
                    server api 127.0.0.1:%d
                backend token
                    server token 127.0.0.1:%d
                """.formatted(
                        port, bind, lines, api, backends.plain.port()));
        return Program.start(folder, port, List.of(Program.find("haproxy").toString(), "-db", "-f", file.toString()));
    }

    Program apache(int port, int api, String lines) throws Exception {
        return startApache(folder, port, """
                ProxyTimeout 1
                ServerName localhost
                %s
                ProxyPass /api/mysafe/ http://127.0.0.1:%d/api/mysafe/
                ProxyPass / http://127.0.0.1:%d/
                """.formatted(lines, api, backends.plain.port()));
    }

    static Program startApache(Path folder, int port, String lines) throws Exception {
        Path modules = Path.of("/usr/lib/apache2/modules");
        String loaded = Stream.of(
                        "mpm_event",
                        "authn_core",
                        "authn_file",
                        "authz_core",
                        "authz_user",
                        "auth_basic",
                        "auth_digest",
                        "rewrite",
                        "proxy",
                        "proxy_http",
                        "proxy_connect",
                        "socache_shmcb",
                        "ssl")
                .filter(module -> Files.exists(modules.resolve("mod_" + module + ".so")))
                .map(module -> "LoadModule " + module + "_module " + modules + "/mod_" + module + ".so\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(
                folder.resolve("apache-" + port + ".conf"),
                loaded + """
                ServerRoot %s
                DefaultRuntimeDir %s
                PidFile %s/apache-%d.pid
                ErrorLog %s/apache-%d.log
                ServerName localhost
                User www-data
                Group www-data
                Listen 127.0.0.1:%d
                %s
                """.formatted(folder, folder, folder, port, folder, port, port, lines));
        return Program.start(
                folder, port, List.of(Program.find("apache2").toString(), "-DFOREGROUND", "-f", file.toString()));
    }
}
