package io.jenkins.plugins.senhasegura.mysafe.client;

import static io.jenkins.plugins.senhasegura.mysafe.client.FaultScene.HEAD;
import static io.jenkins.plugins.senhasegura.mysafe.client.FaultScene.at;
import static io.jenkins.plugins.senhasegura.mysafe.client.FaultScene.deafPort;
import static io.jenkins.plugins.senhasegura.mysafe.client.FaultScene.endless;
import static io.jenkins.plugins.senhasegura.mysafe.client.FaultScene.resetAfter;
import static io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.TOKEN;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.client.http.RawResponse;
import io.jenkins.plugins.senhasegura.mysafe.client.model.BuildResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.Limits;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationEnd;
import io.jenkins.plugins.senhasegura.mysafe.client.model.OperationResult;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ProxySettings;
import io.jenkins.plugins.senhasegura.mysafe.client.model.ServerSettings;
import io.jenkins.plugins.senhasegura.mysafe.client.response.TlsFaultsTest;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates;
import io.jenkins.plugins.senhasegura.mysafe.testing.Certificates.Issued;
import io.jenkins.plugins.senhasegura.mysafe.testing.RawServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.Responses;
import io.jenkins.plugins.senhasegura.mysafe.testing.Settings;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer;
import io.jenkins.plugins.senhasegura.mysafe.testing.SimulatedServer.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Plays every fault with real sockets and compares what came of it with {@code docs/faults.md}, which is the expectation
 * and the documentation in one. To write it anew: {@code -Dfaults.write=true}; then read the difference.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
    private static final Path PAGE = Path.of("docs", "faults.md");
    private static final Limits LIMITS = Settings.LIMITS;

    /** With another password's outcome. */
    private static final String STRAY =
            "HTTP/1.1 400 Bad\r\nContent-Length: 64\r\n\r\n{\"response\":{\"error\":true,\"message\":\"1005: Password not found\"}}";

    enum Place {
        DNS("Name resolution"),
        CONNECT("Connection"),
        TLS("TLS"),
        REQUEST("Request"),
        STATUS_LINE("Status line"),
        HEADERS("Headers"),
        BODY("Body"),
        REUSE("Reuse of a connection"),
        TOKEN("Access token"),
        PROXY("Proxy");

        private final String title;

        Place(String title) {
            this.title = title;
        }
    }

    /** When a call ends, in the client's own time, which a fault pushes on. */
    enum Ends {
        AT_ONCE("at once", limits -> Duration.ZERO),
        EACH_CONNECT(
                "after the connect time-out of each attempt",
                limits -> limits.connectTimeout().multipliedBy(3)),
        ONE_ANSWER("after the response time-out", Limits::responseTimeout),
        EACH_ANSWER(
                "after the response time-out of each attempt",
                limits -> limits.responseTimeout().multipliedBy(3)),
        TOTAL("after the time-out of the whole step", Limits::totalTimeout);

        private final String words;
        private final Function<Limits, Duration> time;

        Ends(String words, Function<Limits, Duration> time) {
            this.words = words;
            this.time = time;
        }
    }

    @FunctionalInterface
    interface Fault {
        Settings play(FaultScene scene) throws Exception;
    }

    private record Row(Place place, String name, Ends ends, Fault fault) {}

    private final FaultRig rig = new FaultRig();
    private final SimulatedServer ordinary = SimulatedServer.http();
    private final Map<Place, List<String>> lines = new EnumMap<>(Place.class);
    private Issued authority;
    private Issued localhost;

    @BeforeAll
    void start() {
        ordinary.pending(Responses.activated());
        authority = Certificates.authority("Test CA");
        localhost = authority.issue("localhost", "localhost");
    }

    @AfterAll
    void stop() {
        rig.close();
        ordinary.close();
    }

    private static Row row(Place place, String name, Ends ends, Fault fault) {
        return new Row(place, name, ends, fault);
    }

    /** The API answers so, and the token endpoint as always. */
    private static Row api(Place place, String name, Answer... responses) {
        return row(place, name, Ends.AT_ONCE, scene -> Settings.of(scene.http().pending(responses)));
    }

    private static Row token(String name, Answer... responses) {
        return row(
                Place.TOKEN,
                name,
                Ends.AT_ONCE,
                scene -> Settings.of(scene.http().response(TOKEN, responses)));
    }

    private Row tls(String name, Issued certificate) {
        return row(
                Place.TLS,
                name,
                Ends.AT_ONCE,
                scene -> Settings.of(scene.https(certificate)).trust(authority.pem()));
    }

    /** The server breaks the handshake off with this alert. */
    private static Row alert(String name, int number) {
        return row(
                Place.TLS,
                name,
                Ends.AT_ONCE,
                scene -> at(
                        "https",
                        scene.raw((socket, connection) -> {
                                    FaultScene.readAtLeast(socket, 100);
                                    FaultScene.send(socket, "\u0015\u0003\u0003\u0000\u0002\u0002" + (char) number);
                                    RawServer.awaitEnd(socket);
                                })
                                .port()));
    }

    private Row tunnel(String name, Answer onConnect) {
        return row(
                Place.PROXY,
                name,
                Ends.AT_ONCE,
                scene -> scene.tunnelled(scene.https(localhost), onConnect).trust(authority.pem()));
    }

    private static Row reuse(String name, Answer first, Answer... then) {
        return row(Place.REUSE, name, Ends.AT_ONCE, scene -> reused(scene, first, then));
    }

    /** The client closes the connection for what came behind the first response; the next call comes after that. */
    private static Row closedByClient(String name, Answer first, Answer then) {
        return row(Place.REUSE, name, Ends.AT_ONCE, scene -> {
            CountDownLatch gone = new CountDownLatch(1);
            Settings settings = reused(scene, FaultScene.answered(first, gone), then);
            FaultRig.await("the client has closed it", () -> gone.getCount() == 0);
            return settings;
        });
    }

    private static Settings reused(FaultScene scene, Answer first, Answer... then) throws Exception {
        SimulatedServer server = scene.http().pending(first);
        Settings settings = Settings.of(server);
        scene.warmUp(settings);
        server.pending(then.length == 0 ? new Answer[] {Responses.activated()} : then);
        return settings;
    }

    private static String json(String body) {
        return HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String lines(int number) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < number; i++) {
            lines.append("X-Line-").append(i).append(": x\r\n");
        }
        return lines.toString();
    }

    private static Answer[] onceThen(Answer first, Answer afterwards) {
        return new Answer[] {first, afterwards};
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(dns());
        rows.addAll(connect());
        rows.addAll(tls());
        rows.addAll(request());
        rows.addAll(statusLine());
        rows.addAll(headers());
        rows.addAll(body());
        rows.addAll(reuse());
        rows.addAll(token());
        rows.addAll(proxy());
        return rows;
    }

    private static List<Row> dns() {
        return List.of(
                row(Place.DNS, "the name is unknown", Ends.AT_ONCE, scene -> Settings.of("http://nowhere.example/")),
                row(
                        Place.DNS,
                        "the name of the token endpoint alone is unknown",
                        Ends.AT_ONCE,
                        scene -> Settings.of(scene.http()).tokenUrl("http://nowhere.example/token")),
                row(Place.DNS, "the name is unknown at first", Ends.AT_ONCE, scene -> {
                    AtomicInteger asked = new AtomicInteger();
                    scene.rig.host("late.example", name -> {
                        if (asked.getAndIncrement() == 0) {
                            throw new java.net.UnknownHostException(name);
                        }
                        return new InetAddress[] {InetAddress.getLoopbackAddress()};
                    });
                    return Settings.of(scene.http().url("late.example"));
                }),
                row(Place.DNS, "the name has no address", Ends.AT_ONCE, scene -> {
                    scene.rig.host("empty.example", name -> new InetAddress[0]);
                    return Settings.of("http://empty.example/");
                }),
                row(Place.DNS, "name resolution hangs", Ends.EACH_CONNECT, scene -> {
                    scene.rig.host("hanging.example", name -> {
                        scene.rig.push(LIMITS.connectTimeout());
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException gaveUp) {
                            Thread.currentThread().interrupt();
                        }
                        throw new java.net.UnknownHostException(name);
                    });
                    return Settings.of("http://hanging.example/");
                }),
                row(Place.DNS, "name resolution is broken", Ends.AT_ONCE, scene -> {
                    scene.rig.host("broken.example", name -> {
                        throw new SecurityException("not allowed");
                    });
                    return Settings.of("http://broken.example/");
                }));
    }

    private static List<Row> connect() {
        return List.of(
                row(Place.CONNECT, "the connection is refused", Ends.AT_ONCE, scene -> at("http", deafPort())),
                // The one time-out that is waited out, since nobody can tell when the system has begun to connect.
                row(
                        Place.CONNECT,
                        "nothing answers within 1 s, as behind a firewall",
                        Ends.EACH_CONNECT,
                        scene -> at("http", scene.silentPort())
                                .timeouts(Duration.ofSeconds(1), LIMITS.responseTimeout(), LIMITS.totalTimeout())),
                row(Place.CONNECT, "the first of two addresses refuses", Ends.AT_ONCE, scene -> {
                    // On Linux, all of 127.0.0.0/8 is this machine, and the server listens at 127.0.0.1 alone.
                    scene.rig.host("two.example", name -> new InetAddress[] {
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), InetAddress.getLoopbackAddress()
                    });
                    return Settings.of(scene.http().url("two.example"));
                }),
                row(
                        Place.CONNECT,
                        "it is closed as soon as it stands",
                        Ends.AT_ONCE,
                        scene -> at("http", scene.raw((socket, number) -> {}).port())),
                row(
                        Place.CONNECT,
                        "it is reset as soon as it stands",
                        Ends.AT_ONCE,
                        scene -> at(
                                "http",
                                scene.raw((socket, number) -> FaultScene.reset(socket))
                                        .port())),
                row(Place.CONNECT, "it is reset at first", Ends.AT_ONCE, scene -> {
                    SimulatedServer server = scene.http();
                    RawServer relay = scene.raw((socket, number) -> {
                        if (number == 1) {
                            FaultScene.reset(socket);
                        } else {
                            relay(socket, server);
                        }
                    });
                    return at("http", relay.port());
                }));
    }

    private static void relay(Socket socket, SimulatedServer server) throws java.io.IOException {
        try (Socket onwards = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Thread back = new Thread(
                    () -> {
                        try {
                            onwards.getInputStream().transferTo(socket.getOutputStream());
                        } catch (java.io.IOException broken) {
                            // The end.
                        }
                    },
                    "relay");
            back.setDaemon(true);
            back.start();
            socket.getInputStream().transferTo(onwards.getOutputStream());
        }
    }

    private List<Row> tls() {
        return List.of(
                tls(
                        "the authority is unknown",
                        Certificates.authority("Another CA").issue("localhost", "localhost")),
                tls("the certificate signs itself", Certificates.selfSigned("localhost")),
                tls("the certificate is for another host", authority.issue("elsewhere", "elsewhere.example")),
                tls(
                        "the certificate has expired",
                        authority.issue(
                                "localhost",
                                Instant.parse("2020-01-01T00:00:00Z"),
                                Instant.parse("2021-01-01T00:00:00Z"),
                                "localhost")),
                tls(
                        "the server leaves out its intermediate",
                        authority
                                .issueAuthority("Intermediate CA")
                                .issue("localhost", "localhost")
                                .alone()),
                tls(
                        "an intermediate has expired",
                        authority
                                .issueAuthority(
                                        "Old CA",
                                        Instant.parse("2020-01-01T00:00:00Z"),
                                        Instant.parse("2021-01-01T00:00:00Z"))
                                .issue("localhost", "localhost")),
                tls("its key has 512 bits", Certificates.selfSignedShort("localhost")),
                alert("a client certificate is demanded", 116),
                alert("the server is too old for TLS 1.2", 70),
                alert("no cipher suite is common", 71),
                alert("the server does not know the name", 112),
                alert("the server speaks HTTP/2 only", 120),
                row(
                        Place.TLS,
                        "the server speaks HTTP/2 only and hangs up on the request",
                        Ends.AT_ONCE,
                        scene -> Settings.of(scene.https(localhost).response(TOKEN, Responses.close()))
                                .trust(authority.pem())),
                row(
                        Place.TLS,
                        "the handshake stalls",
                        Ends.EACH_CONNECT,
                        scene -> at(
                                "https",
                                scene.raw(scene.stallWhenSpokenTo(LIMITS.connectTimeout()))
                                        .port())),
                row(
                        Place.TLS,
                        "the handshake drips",
                        Ends.EACH_CONNECT,
                        scene -> at(
                                "https",
                                scene.raw((socket, number) -> {
                                            FaultScene.readAtLeast(socket, 100);
                                            // The head of a record that is 64 bytes long.
                                            scene.drip(
                                                    socket, "\u0016\u0003\u0003\u0000\u0040", LIMITS.connectTimeout());
                                        })
                                        .port())),
                row(
                        Place.TLS,
                        "the connection is closed in the handshake",
                        Ends.AT_ONCE,
                        scene -> at(
                                "https",
                                scene.raw((socket, number) -> FaultScene.readAtLeast(socket, 100))
                                        .port())),
                row(
                        Place.TLS,
                        "the connection is reset in the handshake",
                        Ends.AT_ONCE,
                        scene -> at(
                                "https",
                                scene.raw((socket, number) -> {
                                            FaultScene.readAtLeast(socket, 100);
                                            FaultScene.reset(socket);
                                        })
                                        .port())),
                alert("the server refuses the handshake", 40),
                row(
                        Place.TLS,
                        "the server speaks plain HTTP",
                        Ends.AT_ONCE,
                        scene -> at(
                                "https",
                                scene.raw((socket, number) -> {
                                            FaultScene.readAtLeast(socket, 100);
                                            FaultScene.send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
                                            RawServer.awaitEnd(socket);
                                        })
                                        .port())));
    }

    private static List<Row> request() {
        return List.of(
                row(
                        Place.REQUEST,
                        "the connection is closed in the middle of it",
                        Ends.AT_ONCE,
                        scene -> at(
                                "http",
                                scene.raw((socket, number) -> FaultScene.readAtLeast(socket, 10))
                                        .port())),
                row(
                        Place.REQUEST,
                        "the connection is reset in the middle of it",
                        Ends.AT_ONCE,
                        scene -> at(
                                "http",
                                scene.raw((socket, number) -> {
                                            FaultScene.readAtLeast(socket, 10);
                                            FaultScene.reset(socket);
                                        })
                                        .port())),
                row(
                        Place.REQUEST,
                        "it is never read",
                        Ends.EACH_ANSWER,
                        scene -> at(
                                "http",
                                scene.raw((socket, number) -> {
                                            // One byte, to know that it is there.
                                            FaultScene.readAtLeast(socket, 1);
                                            scene.rig.push(LIMITS.responseTimeout());
                                            RawServer.awaitEnd(socket);
                                        })
                                        .port())),
                row(
                        Place.REQUEST,
                        "it is answered before it has been read",
                        Ends.AT_ONCE,
                        scene -> at(
                                "http",
                                scene.raw((socket, number) -> {
                                            FaultScene.readAtLeast(socket, 1);
                                            FaultScene.send(
                                                    socket,
                                                    "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                                            RawServer.awaitEnd(socket);
                                        })
                                        .port())),
                row(
                        Place.REQUEST,
                        "its answer is lost, and it is sent again",
                        Ends.AT_ONCE,
                        scene ->
                                Settings.of(scene.http().pending(onceThen(Responses.close(), Responses.activated())))));
    }

    private static List<Row> statusLine() {
        return List.of(
                api(Place.STATUS_LINE, "HTTP/2 comes in its place", Responses.rawThenClose(TlsFaultsTest.HTTP_2)),
                row(
                        Place.STATUS_LINE,
                        "there is no answer",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http().pending(scene.stall("", LIMITS.responseTimeout())))),
                row(
                        Place.STATUS_LINE,
                        "there is no answer at first",
                        Ends.ONE_ANSWER,
                        scene -> Settings.of(scene.http()
                                .pending(onceThen(scene.stall("", LIMITS.responseTimeout()), Responses.activated())))),
                row(Place.STATUS_LINE, "there is no answer before a step's 20 s are over", Ends.TOTAL, scene -> {
                    Duration total = Duration.ofSeconds(20);
                    return Settings.of(scene.http().pending(scene.stall("", total)))
                            .timeouts(LIMITS.connectTimeout(), LIMITS.responseTimeout(), total);
                }),
                row(
                        Place.STATUS_LINE,
                        "it stops in the middle",
                        Ends.EACH_ANSWER,
                        scene ->
                                Settings.of(scene.http().pending(scene.stall("HTTP/1.1 2", LIMITS.responseTimeout())))),
                api(Place.STATUS_LINE, "it is cut off", Responses.rawThenClose("HTTP/1.1 20")),
                api(Place.STATUS_LINE, "it is no HTTP", Responses.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n")),
                api(Place.STATUS_LINE, "its status is no number", Responses.rawThenClose("HTTP/1.1 abc OK\r\n\r\n")),
                api(Place.STATUS_LINE, "it never ends", endless("HTTP/1.1 200 ", "O".repeat(1000))),
                api(Place.STATUS_LINE, "empty lines without end come before it", endless("", "\r\n".repeat(500))),
                api(
                        Place.STATUS_LINE,
                        "eleven interim answers come before it",
                        Responses.rawThenClose(
                                "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(11) + json(Responses.BRIEF_SUCCESS))),
                row(
                        Place.STATUS_LINE,
                        "only an interim answer comes",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http()
                                .pending(scene.stall("HTTP/1.1 100 Continue\r\n\r\n", LIMITS.responseTimeout())))),
                api(
                        Place.STATUS_LINE,
                        "status 503 at first",
                        onceThen(Responses.json(503, "{\"message\":\"down\"}"), Responses.activated())),
                api(Place.STATUS_LINE, "status 500", Responses.json(500, "{\"message\":\"broken\"}")),
                api(Place.STATUS_LINE, "status 302", Responses.bytes(302, null, new byte[0], "Location: /login")),
                api(Place.STATUS_LINE, "status 418", Responses.json(418, "{\"message\":\"a teapot\"}")));
    }

    private static List<Row> headers() {
        return List.of(
                row(
                        Place.HEADERS,
                        "they stop in the middle",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(
                                scene.http().pending(scene.stall(HEAD + "Content-Le", LIMITS.responseTimeout())))),
                api(Place.HEADERS, "they are cut off", Responses.rawThenClose(HEAD)),
                api(Place.HEADERS, "they never end", endless(HEAD, lines(10))),
                api(
                        Place.HEADERS,
                        "there are 101 of them",
                        Responses.rawThenClose("HTTP/1.1 200 OK\r\n" + lines(101) + "\r\n")),
                api(
                        Place.HEADERS,
                        "a line is longer than 8 KiB",
                        Responses.rawThenClose(HEAD + "X-Long: " + "x".repeat(8200) + "\r\n\r\n")),
                api(
                        Place.HEADERS,
                        "a line has no colon",
                        Responses.rawThenClose("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n")),
                api(
                        Place.HEADERS,
                        "there are two lengths",
                        Responses.rawThenClose(HEAD + "Content-Length: 2\r\nContent-Length: 12\r\n\r\n{\"code\":200}")),
                api(
                        Place.HEADERS,
                        "the length is negative",
                        Responses.rawThenClose(HEAD + "Content-Length: -1\r\n\r\n{\"code\":200}")),
                row(
                        Place.HEADERS,
                        "Retry-After is longer than what is left of a step's 20 s",
                        Ends.AT_ONCE,
                        scene -> Settings.of(scene.http()
                                        .pending(Responses.json(429, "{\"message\":\"slow down\"}", "Retry-After: 30")))
                                .timeouts(LIMITS.connectTimeout(), LIMITS.responseTimeout(), Duration.ofSeconds(20))),
                api(
                        Place.HEADERS,
                        "Retry-After means nothing",
                        onceThen(
                                Responses.json(429, "{\"message\":\"slow down\"}", "Retry-After: soon"),
                                Responses.activated())));
    }

    private static List<Row> body() {
        return List.of(
                row(
                        Place.BODY,
                        "it stops in the middle",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http()
                                .pending(scene.stall(
                                        HEAD + "Content-Length: 100\r\n\r\n{\"code\":200,",
                                        LIMITS.responseTimeout())))),
                row(
                        Place.BODY,
                        "it drips until the time is over",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http()
                                .pending(scene.drip(HEAD + "Content-Length: 64\r\n\r\n", LIMITS.responseTimeout())))),
                api(
                        Place.BODY,
                        "it is cut off, and was an activation up to there",
                        Responses.rawThenClose(HEAD + "Content-Length: 33\r\n\r\n" + Responses.BRIEF_SUCCESS)),
                api(Place.BODY, "it is reset in the middle", resetAfter(HEAD + "Content-Length: 100\r\n\r\n{\"code\"")),
                api(
                        Place.BODY,
                        "it is cut off between chunks",
                        Responses.rawThenClose(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\n17\r\n" + Responses.BRIEF_SUCCESS + "\r\n")),
                api(
                        Place.BODY,
                        "the size of a chunk is no number",
                        Responses.rawThenClose(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"code\":200}\r\n")),
                api(
                        Place.BODY,
                        "it never ends, in chunks",
                        endless(HEAD + "Transfer-Encoding: chunked\r\n\r\n", "400\r\n" + " ".repeat(1024) + "\r\n")),
                api(
                        Place.BODY,
                        "the size of a chunk never ends",
                        endless(HEAD + "Transfer-Encoding: chunked\r\n\r\n1;", "x".repeat(1024))),
                api(
                        Place.BODY,
                        "lines without end come behind its last chunk",
                        endless(
                                HEAD + "Transfer-Encoding: chunked\r\n\r\n17\r\n" + Responses.BRIEF_SUCCESS
                                        + "\r\n0\r\n",
                                "X-More: x\r\n")),
                api(Place.BODY, "it never ends, without a length", endless(HEAD + "\r\n", " ".repeat(1024))),
                api(
                        Place.BODY,
                        "its length is announced as 1 TiB",
                        endless(HEAD + "Content-Length: 1099511627776\r\n\r\n", " ".repeat(1024))),
                api(
                        Place.BODY,
                        "it is one byte longer than 64 KiB",
                        Responses.json(200, Responses.BRIEF_SUCCESS + " ".repeat(RawResponse.BODY_CAP - 22))),
                api(Place.BODY, "it is empty", Responses.json(200, "")),
                api(
                        Place.BODY,
                        "it is a page in HTML",
                        Responses.text(200, "text/html", "<html><body>Please log in</body></html>")),
                api(Place.BODY, "it is broken JSON", Responses.json(200, "{\"code\":200,")),
                api(
                        Place.BODY,
                        "it is in another encoding",
                        Responses.bytes(
                                200,
                                "application/json",
                                "{\"code\":200,\"message\":\"ação\"}".getBytes(StandardCharsets.ISO_8859_1))),
                api(
                        Place.BODY,
                        "it is an error with status 200",
                        Responses.json(200, "{\"code\":200,\"response\":{\"error\":true,\"message\":\"no\"}}")),
                api(
                        Place.BODY,
                        "it is nested without end",
                        Responses.json(200, "{\"code\":200,\"a\":" + "[".repeat(60_000))));
    }

    private static List<Row> reuse() {
        return List.of(
                row(Place.REUSE, "the server has closed it meanwhile", Ends.AT_ONCE, scene -> {
                    CountDownLatch gone = new CountDownLatch(1);
                    Settings settings = reused(scene, FaultScene.closing(Responses.activated(), gone));
                    // Before that, the client might use it once more: that is the next row.
                    FaultRig.await("the client has closed it", () -> gone.getCount() == 0);
                    return settings;
                }),
                reuse(
                        "the server closes it when it is used again",
                        Responses.activated(),
                        onceThen(Responses.close(), Responses.activated())),
                reuse(
                        "the server resets it when it is used again",
                        Responses.activated(),
                        onceThen(Responses.reset(), Responses.activated())),
                row(
                        Place.REUSE,
                        "it has gone dead meanwhile",
                        Ends.ONE_ANSWER,
                        scene -> reused(
                                scene,
                                Responses.activated(),
                                onceThen(scene.stall("", LIMITS.responseTimeout()), Responses.activated()))),
                // What a request that is under way then does, see TransportTest.
                closedByClient(
                        "an answer that nobody asked for came behind the one before",
                        Responses.raw(json(Responses.BRIEF_SUCCESS) + STRAY),
                        Responses.activated()),
                closedByClient(
                        "rubbish came behind the answer before",
                        Responses.raw(json(Responses.BRIEF_SUCCESS) + "rubbish\r\n\r\n"),
                        Responses.activated()),
                reuse(
                        "the server announced that it closes, and did not",
                        Responses.json(200, Responses.ACTIVATED_3_33, "Connection: close")));
    }

    private static List<Row> token() {
        return List.of(
                token("it is refused", Responses.json(401, "{\"error\":\"invalid_client\"}")),
                token("it is refused with status 200", Responses.json(200, "{\"error\":\"invalid_client\"}")),
                token("the endpoint is down", Responses.json(503, "{\"message\":\"down\"}")),
                token(
                        "the endpoint is down at first",
                        onceThen(Responses.json(503, "{\"message\":\"down\"}"), Responses.token("t1"))),
                token(
                        "the endpoint limits requests at first",
                        onceThen(Responses.json(429, "{}", "Retry-After: 0"), Responses.token("t1"))),
                token("the endpoint answers with a page", Responses.text(200, "text/html", "<html>Welcome</html>")),
                token("the endpoint redirects", Responses.bytes(302, null, new byte[0], "Location: /login")),
                token("the endpoint closes the connection", Responses.close()),
                row(
                        Place.TOKEN,
                        "the endpoint is silent",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http().response(TOKEN, scene.stall("", LIMITS.responseTimeout())))),
                row(
                        Place.TOKEN,
                        "the endpoint is silent at first",
                        Ends.ONE_ANSWER,
                        scene -> Settings.of(scene.http()
                                .response(
                                        TOKEN,
                                        onceThen(scene.stall("", LIMITS.responseTimeout()), Responses.token("t1"))))),
                row(
                        Place.TOKEN,
                        "it drips until the time is over",
                        Ends.EACH_ANSWER,
                        scene -> Settings.of(scene.http()
                                .response(
                                        TOKEN,
                                        scene.drip(HEAD + "Content-Length: 64\r\n\r\n", LIMITS.responseTimeout())))),
                token("it never ends", endless(HEAD + "\r\n{\"access_token\":\"", "a".repeat(1024))),
                token("it holds a line end", Responses.json(200, "{\"access_token\":\"a\\r\\nX-Evil: 1\"}")),
                row(
                        Place.TOKEN,
                        "it is refused at its second use, once",
                        Ends.AT_ONCE,
                        scene -> reused(
                                scene,
                                Responses.activated(),
                                onceThen(Responses.json(401, "{}"), Responses.activated()))),
                row(
                        Place.TOKEN,
                        "it is refused at its second use and ever after",
                        Ends.AT_ONCE,
                        scene -> reused(
                                scene, Responses.activated(), Responses.json(401, "{\"message\":\"Unauthorized\"}"))),
                row(
                        Place.TOKEN,
                        "it is refused at its first use and ever after",
                        Ends.AT_ONCE,
                        scene -> Settings.of(
                                scene.http().pending(Responses.json(401, "{\"message\":\"Unauthorized\"}")))));
    }

    private List<Row> proxy() {
        return List.of(
                row(Place.PROXY, "it refuses the connection", Ends.AT_ONCE, scene -> {
                    int port = deafPort();
                    scene.rig.host("proxy.example", name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
                    return Settings.of("https://vault.example/")
                            .proxies(host -> new ProxySettings("proxy.example", port, null, null));
                }),
                row(
                        Place.PROXY,
                        "its name is unknown",
                        Ends.AT_ONCE,
                        scene -> Settings.of("https://vault.example/")
                                .proxies(host -> new ProxySettings("nowhere.example", 3128, null, null))),
                tunnel(
                        "it wants a password that nobody gave",
                        Responses.text(
                                407,
                                "text/html",
                                "<html>Who are you?</html>",
                                "Proxy-Authenticate: Basic realm=\"proxy\"")),
                tunnel("it may not connect to the server", Responses.text(403, "text/html", "<html>Forbidden</html>")),
                tunnel("it cannot reach the server", Responses.text(502, "text/html", "<html>Bad Gateway</html>")),
                tunnel("it waits too long for the server", Responses.text(504, "text/html", "<html>Timeout</html>")),
                tunnel("it closes the connection instead of a tunnel", Responses.close()),
                tunnel("it speaks no HTTP", Responses.rawThenClose("SSH-2.0-OpenSSH_9.2\r\n")),
                row(
                        Place.PROXY,
                        "it is silent when asked for a tunnel",
                        Ends.EACH_CONNECT,
                        scene -> scene.tunnelled(scene.https(localhost), scene.stall("", LIMITS.connectTimeout()))
                                .trust(authority.pem())),
                row(Place.PROXY, "its tunnel breaks in the handshake", Ends.AT_ONCE, scene -> {
                    SimulatedServer server = scene.https(localhost);
                    return scene.tunnelled(server, FaultScene.tunnelThatBreaks(server, 50))
                            .trust(authority.pem());
                }),
                row(Place.PROXY, "tinyproxy refuses the password, by http", Ends.AT_ONCE, scene -> {
                    SimulatedServer proxy = scene.http()
                            .response(
                                    TOKEN,
                                    FaultScene.resetAfter(
                                            "HTTP/1.0 401 Unauthorized\r\nServer: tinyproxy/1.11.1\r\n\r\n<?xml"));
                    return Settings.of("http://vault.example/")
                            .proxies(host -> new ProxySettings("localhost", proxy.port(), "jenkins", "wrong"));
                }),
                row(Place.PROXY, "it answers in the place of the server", Ends.AT_ONCE, scene -> {
                    SimulatedServer proxy = scene.http()
                            .pending(Responses.text(503, "text/html", "<html>The proxy is overloaded</html>"));
                    return Settings.of("http://vault.example/")
                            .proxies(host -> new ProxySettings("localhost", proxy.port(), null, null));
                }));
    }

    @TestFactory
    Stream<DynamicNode> everyFaultEndsAsDocumentedAndLeavesTheClientUsable() {
        List<Row> rows = rows();
        Stream<DynamicNode> faults = rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.place().title + ": " + row.name(), () -> play(row)));
        return Stream.concat(faults, Stream.of(DynamicTest.dynamicTest("docs/faults.md", this::compare)));
    }

    private void play(Row row) throws Exception {
        rig.log.clear();
        try (FaultScene scene = new FaultScene(rig)) {
            ServerSettings settings = row.fault().play(scene).build();
            OperationEnd enabled = rig.enable(settings, scene.credentials);
            OperationResult activation = enabled.operation();
            List<String> log = List.copyOf(rig.log);

            Duration took = Duration.ofMillis(activation.durationMillis());
            Duration expected = row.ends().time.apply(settings.limits());
            assertThat(took).isBetween(expected, expected.plus(Duration.ofSeconds(8)));
            assertThat(activation.attempts()).isBetween(1, LIMITS.attempts());
            assertThat(String.join("\n", log)).doesNotContain(FaultRig.SECRET, "token-", "Evil");
            lines.computeIfAbsent(row.place(), place -> new ArrayList<>())
                    .add("| " + row.name() + " | " + activation.outcome() + " | " + enabled.result() + " | "
                            + blamed(activation) + " | " + activation.attempts() + " | " + scene.tokenRequests() + " + "
                            + scene.requests() + " | "
                            + row.ends().words + " | " + telling(log) + " |");
        }
        rig.assertActivates(Settings.of(ordinary).build());
        FaultRig.await("no connection is busy", () -> rig.busyConnections() == 0);
    }

    /** Which request it is about and who answered it, as far as the response proves it. */
    private static String blamed(OperationResult activation) {
        if (activation.outcome().defaultResult() == BuildResult.SUCCESS) {
            return "–";
        }
        String who = activation.answeredBy() == null
                ? activation.httpStatus() == 0 ? "no answer" : "not known"
                : activation.answeredBy().name().toLowerCase(Locale.ROOT);
        return activation.request() == null ? who : activation.request() + ": " + who;
    }

    /** The first line about a retry, else the reason of an error, else what the first line says of the outcome. */
    private static String telling(List<String> log) {
        String first = log.get(0);
        if (!first.startsWith("senhasegura: password")) {
            return inTable(first);
        }
        return log.stream()
                .filter(line -> line.startsWith("  Reason:") || line.matches("  [A-Za-z ]+ said:.*"))
                .map(FaultMatrixTest::inTable)
                .findFirst()
                .orElse("…" + first.replaceAll(".*\": |, [0-9]+ attempts?, .*", "") + "…");
    }

    private static String inTable(String line) {
        // The certificates of each run are new.
        String text = line.strip()
                .replace("|", "\\|")
                .replaceAll("[0-9A-F]{2}(:[0-9A-F]{2}){31}", "…")
                // How long an exchange took, says the machine.
                .replaceAll("(19|20)\\.[0-9] s are left", "almost 20 s are left");
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private void compare() throws Exception {
        StringBuilder page = new StringBuilder("""
                # What can go wrong on the way, and what comes of it

                `FaultMatrixTest` plays each of these faults with real sockets, compares what comes of it with this page, and
                writes the page with `-Dfaults.write=true`. After each of them an ordinary activation with the same client succeeds.

                The limits are the default ones: 3 attempts, 10 s for the connection, 65 s for the response, 200 s for the whole step.
                Between attempts the plugin waits a random time of up to 0.5 s, then up to 1 s and so on; here that time is 0.
                Requests are those that reached a server: for an access token + for the activation. Who is blamed: which of the two
                requests the outcome is about, and who answered it, as far as the response proves that.
                """);
        lines.forEach((place, rows) -> {
            page.append("\n## ").append(place.title).append("\n\n");
            page.append("| fault | outcome | build | who is blamed | attempts | requests | ends | build log |\n");
            page.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            rows.forEach(row -> page.append(row).append('\n'));
        });
        if (Boolean.getBoolean("faults.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page.toString());
    }

    @Test
    void thereAreSixtyFaultsAndFourForEachPlace() {
        List<Row> rows = rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
        assertThat(rows).extracting(row -> row.place() + row.name()).doesNotHaveDuplicates();
        Map<Place, Long> each = rows.stream().collect(groupingBy(Row::place, counting()));
        assertThat(each).containsOnlyKeys(Place.values());
        assertThat(each.values()).allMatch(number -> number >= 4);
    }
}
