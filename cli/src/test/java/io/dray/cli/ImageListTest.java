package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that {@code image list} can be asked for, against a store whose four orders differ. */
class ImageListTest {
    private static final List<String> FIELDS = List.of("id", "name", "size", "importtime", "lastused", "latest");
    private static final List<String> TITLES = List.of("ID", "NAME", "SIZE", "IMPORT TIME", "LAST USED", "LATEST");
    private static final int BRIEF_DIGITS = 12;
    private static final int WHOLE_DIGITS = 128;

    /** In the order of their import. */
    private static final List<Image> IMAGES = List.of(
            new Image("c", "example.com/ant", 2048, "2024-01-01T00:00:00.5Z", "2024-03-03T00:00:00Z", false),
            new Image("a", "example.com/cow", 1, "2024-01-02T00:00:00Z", "2024-03-02T00:00:00Z", true),
            new Image("b", "example.com/bee", 5_000_000, "2024-01-03T00:00:00Z", "2024-03-01T00:00:00Z", false),
            new Image("d", "example.com/dog", 4096, "2024-01-04T00:00:00Z", "2024-01-04T00:00:00Z", false));

    private record Image(String digit, String name, long size, String imported, String used, boolean latest) {
        String cell(String field, boolean full) {
            return switch (field) {
                case "id" -> "sha512-" + digit.repeat(full ? WHOLE_DIGITS : BRIEF_DIGITS);
                case "name" -> name + ":1";
                case "size" ->
                    full
                            ? Long.toString(size)
                            : List.of("2.0KiB", "1B", "4.8MiB", "4.0KiB").get(IMAGES.indexOf(this));
                case "importtime" -> full ? exact(imported) : "";
                case "lastused" -> full ? exact(used) : "";
                default -> Boolean.toString(latest);
            };
        }

        private static String exact(String time) {
            return Times.exact(Instant.parse(time));
        }
    }

    @TempDir
    private Path data;

    private TestingConsole console;

    @BeforeEach
    void fillTheStore() throws IOException {
        console = new TestingConsole(data);
        for (Image image : IMAGES) {
            Path directory = Files.createDirectories(data.resolve("images/sha512-" + image.digit.repeat(WHOLE_DIGITS)));
            Files.writeString(directory.resolve("manifest"), "{}");
            Files.writeString(directory.resolve("image.json"), """
                    {"name":"%s","labels":{"version":"1"},"size":%d,"imported":"%s","layers":["sha512-%s"],"latest":%b}
                    """.formatted(
                            image.name,
                            image.size,
                            Timestamps.format(Instant.parse(image.imported)),
                            image.digit.repeat(WHOLE_DIGITS),
                            image.latest));
            Path used = Files.createFile(directory.resolve("used"));
            Files.setLastModifiedTime(used, FileTime.from(Instant.parse(image.used)));
        }
    }

    private List<List<String>> list(String... options) {
        List<String> line = new ArrayList<>(List.of("image", "list"));
        line.addAll(List.of(options));
        assertThat(console.run(line.toArray(String[]::new))).as(console.err()).isZero();
        assertThat(console.err()).isEmpty();
        return console.out().lines().map(row -> List.of(row.split("\t+", -1))).toList();
    }

    static Stream<List<String>> selections() {
        List<List<String>> selections = new ArrayList<>();
        for (int mask = 1; mask < 1 << FIELDS.size(); mask++) {
            List<String> selection = new ArrayList<>();
            for (int i = 0; i < FIELDS.size(); i++) {
                if ((mask & 1 << i) != 0) {
                    selection.add(FIELDS.get(i));
                }
            }
            selections.add(selection);
            selections.add(selection.reversed());
        }
        return selections.stream();
    }

    @ParameterizedTest
    @MethodSource("selections")
    void showsTheFieldsAskedForInTheirOrder(List<String> fields) {
        String option = "--fields=" + String.join(",", fields);

        List<List<String>> table = list(option, "--full");

        assertThat(table.getFirst())
                .isEqualTo(fields.stream().map(ImageListTest::title).toList());
        assertThat(table.subList(1, table.size())).isEqualTo(rows(fields));
        assertThat(list(option, "--full", "--no-legend")).isEqualTo(rows(fields));
        assertThat(list(option.toUpperCase(Locale.ROOT).replace("--FIELDS", "--fields"), "--no-legend", "--full"))
                .isEqualTo(rows(fields));
        assertThat(list(option)).hasSize(IMAGES.size() + 1);
    }

    private static List<List<String>> rows(List<String> fields) {
        return IMAGES.stream()
                .map(image ->
                        fields.stream().map(field -> image.cell(field, true)).toList())
                .toList();
    }

    private static String title(String field) {
        return TITLES.get(FIELDS.indexOf(field));
    }

    @Test
    void isBriefUnlessItIsToBeFull() {
        List<List<String>> rows = list("--no-legend", "--fields=id,name,size,latest");

        for (Image image : IMAGES) {
            assertThat(rows)
                    .contains(List.of(
                            image.cell("id", false),
                            image.cell("name", false),
                            image.cell("size", false),
                            image.cell("latest", false)));
        }
        assertThat(list().getFirst()).containsExactly("ID", "NAME", "SIZE", "IMPORT TIME", "LAST USED");
        assertThat(list("--no-legend", "--fields=importtime,lastused").getFirst())
                .allMatch(age -> age.endsWith(" ago"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "importtime      | ant cow bee dog",
                "name            | ant bee cow dog",
                "size            | cow ant dog bee",
                "lastused        | dog bee cow ant",
                "NAME            | ant bee cow dog",
                "name,size       | ant bee cow dog",
                "size,importtime | cow ant dog bee",
                "lastused,name   | dog bee cow ant",
            })
    void sortsByWhatIsAskedForBothWays(String sort, String names) {
        List<String> expected = List.of(names.split(" ", -1));
        assertThat(order("--sort=" + sort)).isEqualTo(expected);
        assertThat(order("--sort=" + sort, "--order=asc")).isEqualTo(expected);
        assertThat(order("--sort=" + sort, "--order=desc")).isEqualTo(expected.reversed());
        assertThat(json("--sort=" + sort, "--order=desc")).isEqualTo(expected.reversed());
    }

    @Test
    void theOrderAloneIsThatOfTheImport() {
        assertThat(order("--order=asc")).containsExactly("ant", "cow", "bee", "dog");
        assertThat(order("--order=desc")).containsExactly("dog", "bee", "cow", "ant");
    }

    private List<String> order(String... options) {
        List<String> line = new ArrayList<>(List.of("--fields=name", "--no-legend"));
        line.addAll(List.of(options));
        return list(line.toArray(String[]::new)).stream()
                .map(row -> row.getFirst().replace("example.com/", "").replace(":1", ""))
                .toList();
    }

    private List<String> json(String... options) {
        List<String> line = new ArrayList<>(List.of("--format=json"));
        line.addAll(List.of(options));
        String text = list(line.toArray(String[]::new)).getFirst().getFirst();
        assertThat(text).startsWith("[{\"id\":\"sha512-").endsWith("}]");
        return Stream.of(text.split("\"name\":\"example.com/", -1))
                .skip(1)
                .map(part -> part.substring(0, part.indexOf(':')))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fields=name", "--full", "--no-legend", "--fields=id --full --no-legend"})
    void aProgramGetsEverythingWhateverPeopleWouldSee(String options) {
        List<String> line = new ArrayList<>(List.of(options.split(" ", -1)));
        line.add("--format=json");
        assertThat(list(line.toArray(String[]::new)).getFirst().getFirst())
                .startsWith("[{\"id\":\"sha512-" + "c".repeat(WHOLE_DIGITS)
                        + "\",\"name\":\"example.com/ant:1\",\"import_time\":1704067200500000000,"
                        + "\"last_used_time\":1709424000000000000,\"size\":2048},{");
    }

    @Test
    void prettyIsTheSameInManyLines() {
        console.run("image", "list", "--format=json");
        String plain = console.out();
        console.run("image", "list", "--format=json-pretty");

        assertThat(console.out()).contains("\"id\": \"sha512-").hasLineCount(IMAGES.size() * 7 + 2);
        assertThat(console.out().replaceAll("\n *", "").replace("\": ", "\":")).isEqualTo(plain.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '"',
            value = {
                "--fields=nome      | 'nome' is no field",
                "--fields=          | '' is no field",
                "--fields=id,       | '' is no field",
                "--fields=id,size,ID | 'id' is there twice",
                "--sort=id          | cannot order by 'id'",
                "--sort=latest      | cannot order by 'latest'",
                "--sort=            | cannot order by ''",
                "--sort=name,name   | --sort names 'name' twice",
                "--order=up         | --order takes one of asc|desc, not 'up'",
                "--order=           | --order takes one of asc|desc, not ''",
                "--format=xml       | --format",
                "--nosuch           | --nosuch",
            })
    void aWrongWishIsRefused(String option, String reason) {
        assertThat(console.run("image", "list", option.strip())).isEqualTo(254);
        assertThat(console.err()).contains(reason);
        assertThat(console.out()).isEmpty();
    }
}
