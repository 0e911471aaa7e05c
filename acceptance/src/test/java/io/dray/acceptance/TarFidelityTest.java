package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tree with everything that a file can be comes out of every kind of archive as GNU tar itself unpacks it. */
class TarFidelityTest {
    /** Names are bytes here: printf makes some that are no text in any encoding. */
    private static final String TREE = """
        set -e
        mkdir -p tree/rootfs; cd tree/rootfs
        bytes=$(printf 'n\\377\\200'); long=$(printf '%0250d' 7)
        mkdir -p dir/sub empty locked "$bytes" 'with space' "$long/$long"
        echo a >dir/a; ln dir/a dir/hard; ln dir/a other; ln -s a dir/soft; ln -s /nowhere/at/all dangling
        ln -s "$(printf 't\\377')" "$bytes/$(printf 'l\\303')"; echo x >"$bytes/$(printf 'f\\376\\012b')"
        echo y >"$(printf 'F\\305\\221tan\\303\\272s\\303\\255tv\\303\\241ny.crt')"
        mkfifo fifo; mknod null c 1 3; mknod loop b 7 200; mknod big c 300 70000
        echo long >"$long/$long/$long"; ln -s "$long/$long/$long" longlink; ln "$long/$long/$long" longhard
        echo s >suid; chown 5:6 suid; chmod 6751 suid; mkdir sticky; chmod 1777 sticky
        mkdir -p setgid/below; echo i >setgid/inside; ln -s inside setgid/link; chown 3:4 setgid; chmod 2755 setgid
        echo o >owned; chown 4000000000:3999999999 owned; chown -h 12:34 dangling
        cp /bin/busybox cap; setcap cap_net_raw+ep cap
        truncate -s 5M hole; printf q | dd of=hole bs=1 seek=3000000 conv=notrunc 2>/dev/null
        truncate -s 1M holes; : >nothing; echo m >closed; chmod 0 locked closed
        touch -d '1969-12-31T23:59:58.25Z' dir/a; touch -d '2040-02-03T04:05:06.123456789Z' owned
        touch -hd '2001-01-01T00:00:00.5Z' dangling
        find . -type d -exec touch -d '2010-01-02T03:04:05.987654321Z' {} +
        printf '{"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/all"}' >../manifest
        """;

    private static final String LISTING = """
        cd "$1/rootfs"
        {
            find . -printf '%p|%y|%m|%U|%G|%n|%T@|%l|'  \\( -type f -printf '%s' -o -true \\) -printf '\\n'
            find . -type f -exec sha256sum {} +
            find . \\( -type b -o -type c \\) -exec stat -c '%n %t %T' {} +
            /sbin/getcap -r .
        } | LC_ALL=C sort | cat -v
        """;

    /** What the oldest archives can hold. */
    private static final String PLAIN_TREE = """
        mkdir -p plain/rootfs/dir && cd plain/rootfs
        echo text >file && chmod 4751 file && ln file dir/second && ln -s ../file dir/link
        head -c 100000 /dev/urandom >dir/large && chown 12345:54321 dir/large
        touch -d '1980-01-02T03:04:05Z' file dir/large && touch -hd '1999-01-01T00:00:00Z' dir/link
        find . -type d -exec touch -d '2010-01-02T03:04:05Z' {} +
        printf '{"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/plain"}' >../manifest
        """;

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeTree() throws IOException {
        run(Map.of(), "sh", "-c", "cd " + directory + "\n" + TREE);
        run(Map.of(), "sh", "-c", "cd " + directory + "\n" + PLAIN_TREE);
        Path rootfs = directory.resolve("tree/rootfs");
        attributes(rootfs.resolve("cap")).write("bin", ByteBuffer.wrap(new byte[] {-1, (byte) 0x80, -2, 0}));
        attributes(rootfs.resolve("dir")).write("empty", ByteBuffer.allocate(0));
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    private static String run(Map<String, String> environment, String... command) {
        Dray.Result result = Dray.program(environment, command);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    static Stream<List<String>> archivers() {
        return Stream.of(
                List.of("--format=pax", "--xattrs", "--xattrs-include=*"),
                List.of("--format=pax", "--xattrs", "--xattrs-include=*", "--sparse"),
                List.of("--format=pax", "--sparse", "--sparse-version=0.0"),
                List.of("--format=pax", "--sparse", "--sparse-version=0.1"),
                List.of("--format=pax", "--pax-option=delete=mtime"),
                List.of("--format=gnu"),
                List.of("--format=gnu", "--sparse"),
                List.of("--format=oldgnu"));
    }

    @ParameterizedTest
    @MethodSource("archivers")
    void unpacksWhatTarUnpacks(List<String> options) throws IOException {
        Unpacked unpacked = unpackTwice("tree", options);

        assertThat(listing(unpacked.byDray())).isEqualTo(listing(unpacked.byTar()));
        for (String file : List.of("cap", "dir")) {
            assertSameAttributes(
                    unpacked.byDray().resolve("rootfs").resolve(file),
                    unpacked.byTar().resolve("rootfs").resolve(file));
        }
    }

    static Stream<List<String>> oldArchivers() {
        return Stream.of(
                List.of("--format=v7"),
                List.of("--format=ustar"),
                List.of("--format=ustar", "--blocking-factor=1"),
                // in a global header, which holds for all that follows
                List.of("--format=pax", "--pax-option=comment=all", "--pax-option=mtime=1000000000.25"));
    }

    @ParameterizedTest
    @MethodSource("oldArchivers")
    void unpacksWhatTarUnpacksOfPlainArchives(List<String> options) throws IOException {
        Unpacked unpacked = unpackTwice("plain", options);

        assertThat(listing(unpacked.byDray())).isEqualTo(listing(unpacked.byTar()));
    }

    private record Unpacked(Path byDray, Path byTar) {}

    private static Unpacked unpackTwice(String tree, List<String> options) throws IOException {
        Path work = Files.createTempDirectory(directory, "work");
        Path archive = work.resolve("all.aci");
        List<String> pack =
                new ArrayList<>(List.of("tar", "-C", directory.resolve(tree).toString(), "-cf", archive.toString()));
        pack.addAll(options);
        pack.addAll(List.of("manifest", "rootfs"));
        run(Map.of(), pack.toArray(new String[0]));
        Path expected = Files.createDirectory(work.resolve("expected"));
        run(
                Map.of(),
                "tar",
                "-C",
                expected.toString(),
                "--numeric-owner",
                "--xattrs",
                "--xattrs-include=*",
                "-xpf",
                archive.toString());
        Path target = work.resolve("target");

        // names are bytes, whatever the locale says they are
        run(
                Map.of("LC_ALL", "C", "LANG", "C"),
                Dray.HOME.resolve("bin/dray").toString(),
                "image",
                "unpack",
                target.toString(),
                archive.toString());
        return new Unpacked(target, expected);
    }

    @Test
    void anImportedTreeIsExportedByteForByte() throws IOException {
        Path archive = directory.resolve("all.aci");
        run(
                Map.of(),
                "tar",
                "-C",
                directory.resolve("tree").toString(),
                "--format=pax",
                "--xattrs",
                "--xattrs-include=*",
                "--sparse",
                "-cf",
                archive.toString(),
                "manifest",
                "rootfs");
        String dray = Dray.HOME.resolve("bin/dray").toString();
        String data = "--dir=" + directory.resolve("data");
        Path again = directory.resolve("again.aci");

        run(Map.of("LC_ALL", "C"), dray, data, "--insecure-options=image", "fetch", archive.toString());
        run(Map.of("LC_ALL", "C"), dray, data, "image", "export", "example.com/all", again.toString());

        assertThat(again).hasSameBinaryContentAs(archive);
        run(Map.of("LC_ALL", "C"), dray, data, "image", "verify", "example.com/all");
    }

    private static String listing(Path tree) {
        return run(Map.of(), "sh", "-c", LISTING, "sh", tree.toString());
    }

    private static void assertSameAttributes(Path actual, Path expected) throws IOException {
        UserDefinedFileAttributeView found = attributes(actual);
        UserDefinedFileAttributeView wanted = attributes(expected);
        assertThat(found.list()).containsExactlyInAnyOrderElementsOf(wanted.list());
        for (String name : wanted.list()) {
            assertThat(read(found, name)).isEqualTo(read(wanted, name));
        }
    }

    private static byte[] read(UserDefinedFileAttributeView attributes, String name) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
        attributes.read(name, value);
        return value.array();
    }
}
