package io.dray.acceptance;

import java.util.ArrayList;
import java.util.List;

/**
 * Manifests that differ from good ones in one value. Good manifests are templates in which every value to be varied stands
 * between the signs {@code «} and {@code »}.
 */
final class ManifestVariants {
    private static final String ID = "sha512-" + "a".repeat(128);

    private static final String IMAGE = """
        {"acKind":«"ImageManifest"»,"acVersion":«"0.8.11"»,"name":«"example.com/a"»,
        "labels":[{"name":«"version"»,"value":«"1"»},{"name":"os","value":«"linux"»},{"name":"arch","value":«"amd64"»}],
        "app":{"exec":«["/bin/a"]»,"user":«"0"»,"group":«"0"»,"supplementaryGIDs":«[1]»,"workingDirectory":«"/w"»,
        "eventHandlers":[{"name":«"pre-start"»,"exec":«["/x"]»}],"environment":[{"name":«"A"»,"value":«"b"»}],
        "mountPoints":[{"name":«"m"»,"path":«"/m"»,"readOnly":«true»}],
        "ports":[{"name":«"p"»,"protocol":«"tcp"»,"port":«80»,"count":«2»,"socketActivated":«false»}],
        "isolators":[{"name":"resource/memory","value":{"limit":«"1G"»,"default":«false»}},
        {"name":"os/linux/capabilities-retain-set","value":{"set":«["CAP_KILL"]»}},
        {"name":"resource/block-bandwidth","value":{"default":«true»,"limit":«"2M"»}}],
        "userAnnotations":«{"a":"b"}»,"userLabels":«{}»},
        "dependencies":[{"imageName":«"example.com/d"»,"imageID":«"ID"»,"size":«10»}],"pathWhitelist":«["/a"]»,
        "annotations":[{"name":«"created"»,"value":«"2014-10-27T19:32:27Z"»},{"name":"homepage","value":«"https://a.b"»}]}
        """;

    /** What the first one has no place for: the isolators that exclude each other, and odd annotations. */
    private static final String ISOLATED = """
        {"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/a",
        "labels":[{"name":"os","value":«"linux"»},{"name":"arch","value":«"armv7l"»},{"name":«"channel"»,"value":"a"}],
        "app":{"exec":["/a"],"user":"0","group":"0","isolators":[
        {"name":«"resource/cpu"»,"value":{"request":«"100m"»,"limit":«"1"»,"default":false}},
        {"name":"resource/network-bandwidth","value":{"default":true,"limit":«"1G"»}},
        {"name":"resource/block-iops","value":{"default":«true»,"limit":«"10"»}},
        {"name":"os/linux/capabilities-remove-set","value":{"set":«["CAP_KILL"]»}},
        {"name":"os/linux/seccomp-remove-set","value":{"set":«["reboot"]»,"errno":«"EPERM"»}},
        {"name":"os/linux/no-new-privileges","value":«true»},
        {"name":"os/linux/oom-score-adj","value":«500»},
        {"name":"os/linux/cpu-shares","value":«1024»},
        {"name":"os/linux/selinux-context","value":{"user":«"u"»,"role":"r","type":"t","level":"l"}}]},
        "annotations":[{"name":"created","value":«"2014-10-27T19:32:27Z"»},
        {"name":"documentation","value":«"http://a.b/c"»},{"name":"authors","value":«"A <a@b.c>"»}],
        "dependencies":[{"imageName":"example.com/b","labels":[{"name":«"version"»,"value":«"1"»}]}]}
        """;

    private static final String RETAINED = """
        {"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/a",
        "app":{"exec":«["/a"]»,"user":«"root"»,"group":«"/etc"»,
        "ports":[{"name":"a","protocol":"tcp","port":65000,"count":«500»},{"name":«"b"»,"protocol":«"udp"»,"port":«1»}],
        "environment":[{"name":"B","value":"c"},{"name":«"A.b-c"»,"value":"c"}],
        "mountPoints":[{"name":"m","path":"/a"},{"name":«"n"»,"path":«"/a/b"»}],
        "eventHandlers":[{"name":"pre-start","exec":«["/x"]»},{"name":«"post-stop"»,"exec":["/x"]}],
        "isolators":[{"name":"os/linux/seccomp-retain-set","value":{"set":«["@appc.io/all"]»}}]}}
        """;

    private static final String POD = """
        {"acKind":"PodManifest","acVersion":«"0.8.11"»,
        "apps":[{"name":«"x"»,"image":{"id":«"ID"»,"name":«"example.com/a"»},
        "app":{"exec":["/a"],"user":«"0"»,"group":"0"},"readOnlyRootFS":«true»,
        "mounts":[{"volume":«"v"»,"path":«"/m"»}],"annotations":[{"name":«"a"»,"value":«"b"»}]}],
        "volumes":[{"name":«"v"»,"kind":«"empty"»,"mode":«"0755"»,"uid":«1»},{"name":"h","kind":"host","source":«"/h"»,"readOnly":«true»}],
        "isolators":[{"name":"resource/memory","value":{"limit":«"1G"»}}],"annotations":[{"name":«"a"»,"value":"b"}],
        "ports":[{"name":«"p"»,"hostPort":«80»,"hostIP":«"1.2.3.4"»}],"userAnnotations":«{"a":"b"}»}
        """;

    static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "0",
            "-1",
            "1.5",
            "70000",
            "true",
            "[]",
            "{}",
            "\"x\"",
            "\"A b\"",
            "\"a--b\"",
            "\"a/../b\"",
            "\"1.2.3\"",
            "\"0.0.0\"",
            "\"sha512-zz\"",
            "\"arm64\"",
            "\"riscv64\"",
            "\"1K\"",
            "\"1k\"",
            "\"-1\"",
            "\"::1\"",
            "\"/abs\"",
            "[1]",
            "[\"x\"]",
            "{\"a\":1}",
            "\"0.5\"",
            "\"1e3\"",
            "\"CAP_KILL\"",
            "\"2014-10-27 19:32:27\"",
            "\"ftp://a.b\"",
            "18446744073709551616",
            "-2000",
            "3000");

    private ManifestVariants() {}

    /**
     * A manifest.
     *
     * @param place what stood around the value that was replaced
     * @param value what stands there now
     * @param text all of it
     */
    record Variant(String place, String value, String text) {}

    static List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        for (String template : List.of(IMAGE, ISOLATED, RETAINED, POD)) {
            String good = template.replace("«\"ID\"»", "«\"" + ID + "\"»");
            variants.addAll(of(good, VALUES));
            variants.addAll(of(good, PodVariants.VALUES));
        }
        return variants;
    }

    /** The manifest of the template, and for each place in it one with each of the values and one without any. */
    static List<Variant> of(String good, List<String> values) {
        List<Variant> variants = new ArrayList<>(List.of(new Variant("", "", plain(good))));
        for (int at = good.indexOf('«'); at >= 0; at = good.indexOf('«', at + 1)) {
            int end = good.indexOf('»', at);
            String before = plain(good.substring(0, at));
            String place = before.substring(before.lastIndexOf(',', before.length() - 1) + 1);
            if (before.endsWith("\":")) {
                String unknown = before.substring(0, before.length() - 2) + "Other\":";
                variants.add(new Variant(place, "is not there", unknown + plain(good.substring(at))));
            }
            for (String value : values) {
                variants.add(new Variant(place, value, before + value + plain(good.substring(end + 1))));
            }
        }
        return variants;
    }

    private static String plain(String template) {
        return template.replace("«", "").replace("»", "");
    }
}
