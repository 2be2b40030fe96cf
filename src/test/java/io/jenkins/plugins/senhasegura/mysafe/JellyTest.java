package io.jenkins.plugins.senhasegura.mysafe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.senhasegura.mysafe.config.AccessRule;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeConfiguration;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeFolderProperty;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServer;
import io.jenkins.plugins.senhasegura.mysafe.config.MySafeServerDescriptor;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.AbstractPasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.DisablePasswordStep;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordBuilder;
import io.jenkins.plugins.senhasegura.mysafe.step.EnablePasswordStep;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What can be told of the views without a Jenkins: well-formed, escaping, known tags with known attributes, fields that
 * exist, help for each of them, messages for each key. That they render is proved where a Jenkins runs.
 */
class JellyTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String PLUGIN = "io/jenkins/plugins/senhasegura/mysafe/";
    private static final Pattern NAMED_HELP = Pattern.compile("\\$\\{descriptor[.]getHelpFile\\('([A-Za-z]+)'\\)}");
    private static final Pattern KEY = Pattern.compile("\\$\\{%([A-Za-z]+)");

    /** The tags that we use and the attributes that they take in the oldest Jenkins that the plugin runs on. */
    private static final Map<String, Set<String>> TAGS = Map.ofEntries(
            Map.entry("jelly:core jelly", Set.of()),
            Map.entry("jelly:core choose", Set.of()),
            Map.entry("jelly:core when", Set.of("test")),
            Map.entry("jelly:core otherwise", Set.of()),
            Map.entry("jelly:core if", Set.of("test")),
            Map.entry("jelly:core set", Set.of("var", "value")),
            Map.entry("jelly:core forEach", Set.of("var", "items")),
            Map.entry("jelly:stapler documentation", Set.of()),
            Map.entry("jelly:stapler attribute", Set.of("name", "use", "type")),
            Map.entry("jelly:define invokeBody", Set.of()),
            Map.entry("jelly:stapler adjunct", Set.of("includes")),
            Map.entry("jelly:stapler include", Set.of("it", "page", "class")),
            Map.entry("/lib/form section", Set.of("title")),
            Map.entry("/lib/form entry", Set.of("title", "field", "help")),
            Map.entry("/lib/form advanced", Set.of("title")),
            Map.entry("/lib/form textbox", Set.of("default", "name")),
            Map.entry("/lib/form textarea", Set.of()),
            Map.entry("/lib/form number", Set.of("default", "min", "max")),
            Map.entry("/lib/form checkbox", Set.of("title", "default")),
            Map.entry("/lib/form select", Set.of()),
            Map.entry("/lib/form option", Set.of("value", "selected")),
            Map.entry("/lib/form submit", Set.of("name", "value", "primary")),
            Map.entry("/lib/form repeatable", Set.of("field", "header", "add")),
            Map.entry("/lib/form repeatableProperty", Set.of("field", "header", "add")),
            Map.entry("/lib/form repeatableDeleteButton", Set.of()),
            Map.entry("/lib/form validateButton", Set.of("title", "progress", "method", "with")),
            Map.entry("/lib/credentials select", Set.of()),
            Map.entry("/lib/hudson summary", Set.of("icon")),
            Map.entry("/lib/layout layout", Set.of("title", "permission", "type")),
            Map.entry("/lib/layout main-panel", Set.of()),
            Map.entry("/lib/layout ajax", Set.of()),
            Map.entry("/lib/layout icon", Set.of("src", "class")),
            Map.entry("/lib/layout app-bar", Set.of("title")),
            Map.entry("/lib/layout card", Set.of("title", "expandable")),
            Map.entry("/lib/layout job-subpage", Set.of()),
            Map.entry("/lib/layout run-subpage", Set.of()),
            Map.entry("/lib/mysafe errorTable", Set.of("rows")),
            Map.entry("/lib/mysafe monitor", Set.of()),
            Map.entry("/lib/mysafe operations", Set.of("rows", "sameBuild")),
            Map.entry("/lib/mysafe chart", Set.of("chart")));

    /** Tags of newer ones alone, by the attributes that we use, and the only condition under which they may stand. */
    private static final Map<String, Set<String>> NEWER_TAGS =
            Map.of("/lib/layout adminMonitor", Set.of("class", "dismissValue"));

    private static final String WHERE_NEWER = "${it.framedByPlatform}";

    private static final Map<String, Class<?>> FORMS = Map.of(
            "step/AbstractPasswordStep", AbstractPasswordStep.class,
            "step/AbstractPasswordBuilder", AbstractPasswordBuilder.class,
            "config/MySafeConfiguration", MySafeConfiguration.class,
            "config/MySafeServer", MySafeServer.class,
            "config/AccessRule", AccessRule.class,
            "config/MySafeFolderProperty", MySafeFolderProperty.class);

    static List<Path> views() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(".jelly"))
                    .sorted()
                    .toList();
        }
    }

    private static Document parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Document view) {
        NodeList all = view.getElementsByTagName("*");
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(i -> (Element) all.item(i))
                .toList();
    }

    private static Stream<Attr> attributes(Element element) {
        return Stream.iterate(0, i -> i < element.getAttributes().getLength(), i -> i + 1)
                .map(i -> (Attr) element.getAttributes().item(i))
                .filter(attribute -> !attribute.getName().startsWith("xmlns"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void viewEscapesAndUsesKnownTags(Path file) throws Exception {
        assertThat(Files.readString(file)).startsWith("<?jelly escape-by-default='true'?>\n");
        for (Element element : elements(parse(file))) {
            String library = element.getNamespaceURI();
            List<String> names = attributes(element).map(Attr::getName).toList();
            if (library == null || library.equals("http://www.w3.org/2000/svg")) {
                // Plain HTML: whatever runs a script in the page is what the content security policy forbids.
                assertThat(names).as("%s in %s", element.getTagName(), file).noneMatch(name -> name.startsWith("on"));
                assertThat(element.getTagName()).as(file.toString()).isNotIn("script", "style", "iframe");
                continue;
            }
            String tag = library + " " + element.getLocalName();
            if (NEWER_TAGS.containsKey(tag)) {
                Element around = (Element) element.getParentNode();
                assertThat(around.getLocalName()).as(tag).isEqualTo("when");
                assertThat(around.getAttribute("test")).as(tag).isEqualTo(WHERE_NEWER);
                assertThat(NEWER_TAGS.get(tag)).as(tag).containsAll(names);
                continue;
            }
            assertThat(TAGS).as("%s in %s", tag, file).containsKey(tag);
            assertThat(TAGS.get(tag)).as("attributes of %s in %s", tag, file).containsAll(names);
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyKeyHasItsMessageAndNoMessageIsLeftOver(Path file) throws Exception {
        Matcher keys = KEY.matcher(Files.readString(file));
        Set<String> used = keys.results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Path messages = file.resolveSibling(file.getFileName().toString().replace(".jelly", ".properties"));
        Properties known = new Properties();
        if (Files.exists(messages)) {
            try (Reader in = Files.newBufferedReader(messages)) {
                known.load(in);
            }
        }
        assertThat(new TreeSet<>(known.stringPropertyNames()))
                .as(file.toString())
                .isEqualTo(used);
    }

    @Test
    void everyFieldHasAGetterAndHelp() throws Exception {
        for (Map.Entry<String, Class<?>> form : FORMS.entrySet()) {
            Path folder = RESOURCES.resolve(PLUGIN + form.getKey());
            Set<String> getters = Arrays.stream(form.getValue().getMethods())
                    .filter(method -> method.getParameterCount() == 0)
                    .map(Method::getName)
                    .collect(Collectors.toSet());
            for (String field : fields(folder)) {
                String name = Character.toUpperCase(field.charAt(0)) + field.substring(1);
                assertThat(getters.contains("get" + name) || getters.contains("is" + name))
                        .as("getter of %s in %s", field, form.getKey())
                        .isTrue();
                assertThat(folder.resolve("help-" + field + ".html")).exists();
            }
        }
    }

    private static Set<String> fields(Path folder) throws Exception {
        return elements(parse(folder.resolve("config.jelly"))).stream()
                .map(element -> element.getAttribute("field"))
                .filter(field -> !field.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The fields, and what is only asked about and never stored. */
    private static Set<String> inputs(Path folder) throws Exception {
        Set<String> inputs = fields(folder);
        for (Element element : elements(parse(folder.resolve("config.jelly")))) {
            inputs.add(element.getAttribute("name"));
        }
        return inputs;
    }

    /** The help pages that a view names itself, where it has no field of that name. */
    private static Set<String> namedHelp(Path folder) throws Exception {
        Set<String> names = new TreeSet<>();
        for (Element element : elements(parse(folder.resolve("config.jelly")))) {
            if (element.hasAttribute("help")) {
                Matcher name = NAMED_HELP.matcher(element.getAttribute("help"));
                assertThat(name.matches()).as(element.getAttribute("help")).isTrue();
                names.add(name.group(1));
            }
        }
        return names;
    }

    @Test
    void mappingTableHasHelpInEveryFormThatShowsIt() throws Exception {
        for (String form : FORMS.keySet()) {
            Path folder = RESOURCES.resolve(PLUGIN + form);
            boolean table = Files.readString(folder.resolve("config.jelly")).contains(":errorTable ");
            assertThat(namedHelp(folder)).as(form).isEqualTo(table ? Set.of("errorMapping") : Set.of());
            for (String help : namedHelp(folder)) {
                assertThat(folder.resolve("help-" + help + ".html")).exists();
            }
        }
    }

    /** The names of the mapping are a table in the form, and lists in YAML and in the step. */
    @Test
    void everyHelpPageHasItsField() throws Exception {
        for (String form : FORMS.keySet()) {
            Path folder = RESOURCES.resolve(PLUGIN + form);
            Set<String> fields = fields(folder);
            fields.addAll(namedHelp(folder));
            fields.addAll(Set.of("unstableOn", "failOn", "passOn"));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString())
                                .filter(name -> name.matches("help-[A-Za-z]+[.]html"))
                                .map(name -> name.substring("help-".length(), name.length() - ".html".length())))
                        .isSubsetOf(fields);
            }
        }
    }

    /** The form and the help of its fields are the abstract classes', where Jenkins' look-up finds them for each. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                EnablePasswordStep.class,
                DisablePasswordStep.class,
                EnablePasswordBuilder.class,
                DisablePasswordBuilder.class
            })
    void eachHasHelpOfItsOwnAndNothingElse(Class<?> type) throws Exception {
        assertThat(FORMS.values()).contains(type.getSuperclass());
        try (Stream<Path> files = Files.list(RESOURCES.resolve(PLUGIN + "step/" + type.getSimpleName()))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("help.html", "help_es.html", "help_pt_BR.html");
        }
    }

    @Test
    void everyButtonHasItsMethodAndSendsFieldsOfItsForm() throws Exception {
        Path folder = RESOURCES.resolve(PLUGIN + "config/MySafeServer");
        for (Element button : elements(parse(folder.resolve("config.jelly")))) {
            if (button.getTagName().endsWith("validateButton")) {
                String method = button.getAttribute("method");
                String name = "do" + Character.toUpperCase(method.charAt(0)) + method.substring(1);
                Method handler = Arrays.stream(MySafeServerDescriptor.class.getMethods())
                        .filter(candidate -> candidate.getName().equals(name))
                        .findFirst()
                        .orElseThrow();
                List<String> sent = List.of(button.getAttribute("with").split(","));
                assertThat(inputs(folder)).containsAll(sent);
                assertThat(handler.getParameterCount()).isEqualTo(sent.size());
            }
        }
    }
}
