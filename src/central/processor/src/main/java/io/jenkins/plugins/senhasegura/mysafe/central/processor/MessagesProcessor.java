package io.jenkins.plugins.senhasegura.mysafe.central.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.element.TypeElement;

/**
 * Generates a {@code Messages} class for each {@code Messages.properties} below the folder in {@code -Amessages.dir}, as
 * the localizer's Maven plugin does: per key one method for the text in the thread's language and one for a {@code
 * Localizable}.
 */
@SupportedOptions(MessagesProcessor.FOLDER_OPTION)
public final class MessagesProcessor extends FileProcessor {

    static final String FOLDER_OPTION = "messages.dir";

    private boolean done;

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        String folder = processingEnv.getOptions().get(FOLDER_OPTION);
        if (!done && folder != null && Files.isDirectory(Path.of(folder))) {
            generateAll(Path.of(folder));
        }
        done = true;
        return false;
    }

    private void generateAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.endsWith("Messages.properties"))
                    .sorted()
                    .toList()) {
                Properties messages = new Properties();
                try (InputStream in = Files.newInputStream(file)) {
                    messages.load(in);
                }
                String packageName =
                        folder.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".");
                writeSource(packageName + ".Messages", source(packageName, messages));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String packageName, Properties messages) {
        String methods = messages.stringPropertyNames().stream()
                .sorted()
                .map(key -> methods(key, messages.getProperty(key)))
                .collect(Collectors.joining());
        return """
                package %s;

                /** The texts of Messages.properties beside this class. */
                @org.kohsuke.accmod.Restricted(org.kohsuke.accmod.restrictions.NoExternalUse.class)
                public class Messages {
                    private static final org.jvnet.localizer.ResourceBundleHolder holder =
                            org.jvnet.localizer.ResourceBundleHolder.get(Messages.class);

                    /** Nothing to construct: every method is static. */
                    public Messages() {}
                %s}
                """.formatted(packageName, methods);
    }

    private static String methods(String key, String text) {
        int count = new MessageFormat(text).getFormatsByArgumentIndex().length;
        return """

                    /** The text of key {@code %1$s}. */
                    public static String %2$s(%3$s) {
                        return holder.format("%1$s"%4$s);
                    }

                    /** The text of key {@code %1$s}, its language left open. */
                    public static org.jvnet.localizer.Localizable _%2$s(%3$s) {
                        return new org.jvnet.localizer.Localizable(holder, "%1$s"%4$s);
                    }
                """.formatted(
                        key,
                        key.replaceAll("[.\\-/]", "_"),
                        arguments(count, "Object arg%d", ""),
                        arguments(count, "arg%d", ", "));
    }

    private static String arguments(int count, String pattern, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(pattern::formatted)
                .collect(Collectors.joining(", ", count > 0 ? prefix : "", ""));
    }
}
