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

    private static final String POD = """
        {"acKind":"PodManifest","acVersion":«"0.8.11"»,
        "apps":[{"name":«"x"»,"image":{"id":«"ID"»,"name":«"example.com/a"»},
        "app":{"exec":["/a"],"user":«"0"»,"group":"0"},"readOnlyRootFS":«true»,
        "mounts":[{"volume":«"v"»,"path":«"/m"»}],"annotations":[{"name":«"a"»,"value":«"b"»}]}],
        "volumes":[{"name":«"v"»,"kind":«"empty"»,"mode":«"0755"»,"uid":«1»},{"name":"h","kind":"host","source":«"/h"»,"readOnly":«true»}],
        "isolators":[{"name":"resource/memory","value":{"limit":«"1G"»}}],"annotations":[{"name":«"a"»,"value":"b"}],
        "ports":[{"name":«"p"»,"hostPort":«80»,"hostIP":«"1.2.3.4"»}],"userAnnotations":«{"a":"b"}»}
        """;

    private static final List<String> VALUES = List.of(
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
            "\"/abs\"");

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
        for (String template : List.of(IMAGE, POD)) {
            String good = template.replace("«\"ID\"»", "«\"" + ID + "\"»");
            variants.add(new Variant("", "", plain(good)));
            for (int at = good.indexOf('«'); at >= 0; at = good.indexOf('«', at + 1)) {
                int end = good.indexOf('»', at);
                String before = plain(good.substring(0, at));
                String place = before.substring(before.lastIndexOf(',', before.length() - 1) + 1);
                for (String value : VALUES) {
                    variants.add(new Variant(place, value, before + value + plain(good.substring(end + 1))));
                }
            }
        }
        return variants;
    }

    private static String plain(String template) {
        return template.replace("«", "").replace("»", "");
    }
}
