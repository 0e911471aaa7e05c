package io.dray.acceptance;

import java.util.ArrayList;
import java.util.List;

/** Pod manifests that differ from good ones in one value, as {@link ManifestVariants} does it; and some that differ in more. */
final class PodVariants {
    private static final String ID = "sha512-" + "a".repeat(128);

    private static final String APP = """
        {"acKind":«"PodManifest"»,"acVersion":«"0.8.11"»,
        "apps":[{"name":"x","image":{"id":"ID","name":«"example.com/a"»,"labels":[{"name":«"version"»,"value":«"1"»}]},
        "app":{"exec":«["/a"]»,"user":«"0"»,"group":«"0"»,"supplementaryGIDs":«[1]»,"workingDirectory":«"/w"»,
        "environment":[{"name":«"A"»,"value":«"b"»},{"name":«"B"»,"value":"c"}],
        "eventHandlers":[{"name":«"pre-start"»,"exec":«["/x"]»},{"name":"post-stop","exec":["/y"]}],
        "mountPoints":[{"name":«"m"»,"path":«"/m"»,"readOnly":«true»}],
        "ports":[{"name":«"p"»,"protocol":«"tcp"»,"port":«80»,"count":«2»,"socketActivated":«false»}],
        "isolators":[{"name":"os/linux/cpu-shares","value":«512»},{"name":"os/linux/oom-score-adj","value":«-10»},
        {"name":"os/linux/seccomp-remove-set","value":{"set":«["reboot"]»,"errno":«"EPERM"»}},
        {"name":"os/linux/no-new-privileges","value":«true»},
        {"name":"os/linux/selinux-context","value":{"user":«"u"»,"role":«"r"»,"type":"t","level":«"s0-s0:c0"»}}],
        "userAnnotations":«{"weird!":"normal?"}»,"userLabels":«{"one!":"two?"}»},
        "mounts":[{"volume":"v","path":«"/n"»,"appVolume":«{"name":"w","kind":"empty"}»}],
        "annotations":[{"name":"created","value":«"2014-10-27T19:32:27Z"»},{"name":«"c"»,"value":«"d"»}]}]}
        """;

    private static final String POD = """
        {"acKind":"PodManifest","acVersion":"0.8.11","apps":[{"name":«"x"»,"image":{"id":«"ID"»}},
        {"name":«"y"»,"image":{"id":"ID"},"readOnlyRootFS":«false»}],
        "volumes":[{"name":«"v"»,"kind":«"empty"»,"mode":«"0755"»,"uid":«1»,"gid":«2»,"readOnly":«false»},
        {"name":«"h"»,"kind":«"host"»,"source":«"/h"»,"readOnly":«true»,"recursive":«true»}],
        "isolators":[{"name":"resource/cpu","value":«{"request":"100m","limit":"1"}»},
        {"name":"resource/memory","value":{"request":«"1G"»,"limit":«"2Gi"»}},
        {"name":"os/unix/sysctl","value":«{"net.ipv4.tcp_rfc1337":"1"}»}],
        "annotations":[{"name":"a","value":«"b"»},{"name":«"c"»,"value":"d"}],
        "ports":[{"name":«"p"»,"hostPort":«8080»,"hostIP":«"127.0.0.1"»,
        "podPort":{"name":«"p"»,"protocol":«"tcp"»,"port":«80»,"count":«1»,"socketActivated":«false»}}],
        "userAnnotations":«{"a":"b"}»,"userLabels":«{"c":"d"}»}
        """;

    /** Beside those of other manifests: what names, versions, times, quantities and isolators may and may not be. */
    static final List<String> VALUES = List.of(
            "\"x\\u0000\"",
            "\"example.com\"",
            "\"app_1\"",
            "\"-app\"",
            "\"app-\"",
            "\"/app\"",
            "\"app/\"",
            "\"BAR\"",
            "\"foo#\"",
            "\"my~database\"",
            "\"sub-domain.example.com/org/~alice/release-1.0.0\"",
            "\"y\"",
            "\"h\"",
            "\"host\"",
            "\"empty\"",
            "\"PodManifest\"",
            "\"ImageManifest\"",
            "\"3.2.1-foo\"",
            "\"1.2.3-alpha+git\"",
            "\"1.2.3.4\"",
            "\"v1.2.3\"",
            "\"2004-05-14T23:11:14+00:00\"",
            "\"Fri Nov 14 17:53:02 PST 2014\"",
            "\"0DEBUG\"",
            "\"A.b-c_d\"",
            "\"post-stop\"",
            "\"on-fire\"",
            "\"0999\"",
            "\"0777\"",
            "\"256.1.1.1\"",
            "\"10.0.0.1\"",
            "\"r:t\"",
            "\"1Gi\"",
            "\"16m\"",
            "\"1.5G\"",
            "\"+1\"",
            "1",
            "2",
            "65535",
            "65536",
            "262144",
            "262145",
            "-250",
            "false",
            "{\"limit\":\"1G\"}",
            "{\"default\":true,\"limit\":\"1G\"}",
            "{\"request\":\"30m\",\"limit\":\"1m\"}",
            "{\"set\":[\"CAP_PONIES\"]}",
            "{\"net.ipv4.tcp_rfc1337\":1}",
            "{\"name\":\"w\",\"kind\":\"host\",\"source\":\"/s\"}",
            "{\"name\":\"w\",\"kind\":\"host\",\"source\":\"s\"}",
            "{\"name\":\"w\",\"kind\":\"host\",\"source\":\"/s\",\"mode\":\"0755\"}",
            "{\"name\":\"w\",\"kind\":\"empty\",\"source\":\"/s\"}",
            "{\"name\":\"W\",\"kind\":\"empty\"}");

    private PodVariants() {}

    static List<ManifestVariants.Variant> all() {
        List<ManifestVariants.Variant> variants = new ArrayList<>();
        for (String template : List.of(APP, POD)) {
            variants.addAll(ManifestVariants.of(template.replace("\"ID\"", '"' + ID + '"'), VALUES));
            variants.addAll(ManifestVariants.of(template.replace("\"ID\"", '"' + ID + '"'), ManifestVariants.VALUES));
        }
        return variants;
    }
}
