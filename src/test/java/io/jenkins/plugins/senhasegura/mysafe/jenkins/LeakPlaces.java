package io.jenkins.plugins.senhasegura.mysafe.jenkins;

import hudson.ExtensionList;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.senhasegura.mysafe.audit.OperationRecord;
import io.jenkins.plugins.senhasegura.mysafe.build.SharedOperations;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/** Everything that a Jenkins shows, stores or dumps, as it is at the moment: the places where a secret must not be. */
final class LeakPlaces {
    private static final String OURS = "io.jenkins.plugins.senhasegura.mysafe.";
    private static final int MOST_OBJECTS = 100_000;

    private final JenkinsRule jenkins;

    LeakPlaces(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** Every file below the home directory but the unpacked plugins, by its path there. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Path home = jenkins.jenkins.getRootDir().toPath();
        Files.walkFileTree(home, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = home.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith("plugins/") && !name.startsWith("war/")) {
                    files.put(name, read(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                // Jenkins writes a file under another name first; it was moved to its own meanwhile.
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException moved) {
            // Saved anew in this very moment, or the last of its kind.
            return new byte[0];
        }
    }

    /** What the web shows to an administrator: REST of every depth, pages, the log, what jobs and credentials are made of. */
    Map<String, String> web(Collection<String> runs) throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            client.getOptions().setCssEnabled(false);
            client.getOptions().setThrowExceptionOnFailingStatusCode(false);
            for (String path : paths(runs)) {
                var response = client.goTo(path, null).getWebResponse();
                pages.put(path, response.getStatusCode() + " " + response.getContentAsString(StandardCharsets.UTF_8));
            }
        }
        return pages;
    }

    private static List<String> paths(Collection<String> runs) {
        Stream<String> everywhere = Stream.of(
                "api/json?depth=6",
                "api/xml?depth=6",
                "queue/api/json?depth=3",
                "computer/api/json?depth=3",
                "manage/",
                "manage/configure",
                "manage/mysafe-audit/",
                "manage/mysafe-audit/api/json",
                "manage/mysafe-audit/csv",
                "manage/mysafe-audit/jsonl",
                "manage/log/all",
                "manage/systemInfo",
                "threadDump",
                "credentials/store/system/domain/_/api/json?depth=4",
                "credentials/store/system/domain/_/credential/" + Controller.CREDENTIALS_ID + "/",
                "credentials/store/system/domain/_/credential/" + Controller.CREDENTIALS_ID + "/config.xml",
                "credentials/store/system/domain/_/credential/" + Controller.CREDENTIALS_ID + "/update",
                "fingerprint/");
        Stream<String> ofRuns = runs.stream()
                .flatMap(run -> Stream.of(
                        run,
                        run + "api/json?depth=6",
                        run + "api/xml?depth=6",
                        run + "console",
                        run + "consoleText",
                        run + "flowGraphTable/",
                        run + "threadDump/",
                        run + "../config.xml",
                        run + "../configure",
                        run + "../mysafe/",
                        run + "../api/json?depth=6"));
        return Stream.concat(everywhere, ofRuns).toList();
    }

    /** Configuration as code, and what a support bundle takes: thread dump with names, properties, environment. */
    static Map<String, String> dumps() throws Exception {
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(yaml);
        StringBuilder threads = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            threads.append(thread);
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.append(thread.getName()));
        return Map.of(
                "support bundle",
                MonitoringTest.bundled(),
                "exported YAML",
                yaml.toString(StandardCharsets.UTF_8),
                "settings as XML",
                Jenkins.XSTREAM2.toXML(MySafeConfiguration.get().getServers()),
                "threads",
                threads.toString(),
                "system properties",
                System.getProperties().toString(),
                "environment",
                System.getenv().toString(),
                "extensions",
                ExtensionList.lookup(Object.class).toString());
    }

    /** What each living object of ours calls itself, from the shared client, the settings and the builds on. */
    static String texts(Collection<OperationRecord> records) throws IllegalAccessException {
        StringBuilder texts = new StringBuilder();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(records);
        open.add(ExtensionList.lookupSingleton(SharedOperations.class));
        open.add(MySafeConfiguration.get());
        while (!open.isEmpty() && seen.size() < MOST_OBJECTS) {
            Object object = open.remove();
            if (seen.add(object)) {
                if (object.getClass().getName().startsWith(OURS)) {
                    // Only these: a set of the secrets to be masked is in memory, as it must be, and shows them.
                    texts.append(object).append('\n');
                    addFields(object, open);
                } else {
                    addElements(object, open);
                }
            }
        }
        return texts.toString();
    }

    private static void addFields(Object object, Deque<Object> open) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type.getName().startsWith(OURS); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && isWalked(field.getType())) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value != null) {
                        open.add(value);
                    }
                }
            }
        }
    }

    private static boolean isWalked(Class<?> type) {
        return type.getName().startsWith(OURS)
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || CompletableFuture.class.isAssignableFrom(type);
    }

    private static void addElements(Object object, Deque<Object> open) {
        Stream<?> elements = Stream.empty();
        if (object instanceof Map<?, ?> map) {
            elements = Stream.concat(map.keySet().stream(), map.values().stream());
        } else if (object instanceof Collection<?> collection) {
            elements = collection.stream();
        } else if (object instanceof CompletableFuture<?> future && future.isDone()) {
            elements = future.isCompletedExceptionally() ? Stream.empty() : Stream.ofNullable(future.join());
        }
        elements.filter(Objects::nonNull).forEach(open::add);
    }
}
